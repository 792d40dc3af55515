using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class Messages
{
    private const string Standing = $"{Visible} AND m.deleted_at_us IS NULL AND m.seq > @after AND (@system OR m.sender_id IS NOT NULL)";

    internal const string SliceFromOldest = $"{Standing} ORDER BY m.seq LIMIT @limit OFFSET @offset";

    internal const string SliceFromNewest = $"{Standing} ORDER BY m.seq DESC LIMIT @limit OFFSET @offset";

    private const string CountStanding = $"SELECT count(*) FROM ({Standing}) standing";

    private const string IsMember = "SELECT 1 FROM members my WHERE my.chat_id = @chat AND my.person_id = @viewer";

    // Who has never read anything may have a pointer all the same: what was said before one joined counts as read.
    private const string Marks = """
        SELECT my.person_id, my.last_read_seq FROM members my JOIN people p ON p.id = my.person_id
        WHERE my.chat_id = @chat AND my.last_read_at_us IS NOT NULL AND p.read_receipts ORDER BY my.last_read_seq DESC, my.person_id
        """;

    private const string ArrivedSoFar = """
        SELECT my.person_id, my.last_delivered_seq, my.last_delivered_at_us FROM members my WHERE my.chat_id = @chat AND my.last_delivered_at_us IS NOT NULL
        """;

    public ValueTask<SlicedMessages?> SliceAsync(ChatId chat, PersonId viewer, MessageSlice slice, CancellationToken cancellation)
        => database.SnapshotAsync(session => SliceAsync(session, chat, viewer, slice), cancellation);

    private static async ValueTask<SlicedMessages?> SliceAsync(Session session, ChatId chat, PersonId viewer, MessageSlice slice)
    {
        if (!await session.Query(IsMember).With("chat", chat.Value).With("viewer", viewer.Value).AnyAsync())
            return null;
        var rows = await session.Query(slice.FromNewest ? SliceFromNewest : SliceFromOldest)
            .With("chat", chat.Value).With("viewer", viewer.Value).With("system", slice.WithSystem).With("after", slice.AfterSeq)
            .With("limit", slice.Limit).With("offset", slice.Offset)
            .AllAsync(row => MessageRows.ReadBare(row.Short(), row, chat));
        long? total = slice.WithTotal
            ? await session.Query(CountStanding).With("chat", chat.Value).With("viewer", viewer.Value).With("system", slice.WithSystem).With("after", slice.AfterSeq).NumberAsync()
            : null;
        var marks = await session.Query(Marks).With("chat", chat.Value).AllAsync(row => (new PersonId(row.Long()), row.Long()));
        var sliced = new SlicedMessages(await rows.WithExtrasAsync(session, chat), total, new ReadMarks(marks));
        if (!slice.WithArrivals)
            return sliced;
        var arrived = await session.Query(ArrivedSoFar).With("chat", chat.Value).AllAsync(row => new Arrival(new PersonId(row.Long()), row.Long(), row.Instant()));
        return sliced with { Arrivals = new Arrivals(arrived) };
    }
}
