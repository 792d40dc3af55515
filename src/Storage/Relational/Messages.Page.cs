using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class Messages
{
    // One statement, so that head and page are of one moment. The head is a row that has no type; whoever is no member gets not even that.
    private const string Head = """
        SELECT NULL, my.hidden_seq, c.last_seq, c.revision, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM members my JOIN chats c ON c.id = my.chat_id WHERE my.chat_id = @chat AND my.person_id = @viewer
        """;

    // One scan of the key: what does not depend on the row is looked up once. Few have ever hidden a message, so it is asked first whether this viewer has.
    private const string Visible = $"""
        SELECT {MessageRows.Bare} FROM messages m
        WHERE m.chat_id = @chat AND m.seq > (SELECT my.hidden_seq FROM members my WHERE my.chat_id = @chat AND my.person_id = @viewer)
          AND (NOT EXISTS (SELECT 1 FROM hidden_messages h WHERE h.chat_id = @chat AND h.person_id = @viewer)
            OR NOT EXISTS (SELECT 1 FROM hidden_messages h WHERE h.chat_id = @chat AND h.person_id = @viewer AND h.seq = m.seq))
        """;

    // Keyset, not OFFSET: the thousandth page costs what the first one costs.
    internal const string PageBefore = $"{Head} UNION ALL SELECT * FROM ({Visible} AND m.seq < @seq ORDER BY m.seq DESC LIMIT @limit) page";

    internal const string PageAfter = $"{Head} UNION ALL SELECT * FROM ({Visible} AND m.seq > @seq ORDER BY m.seq LIMIT @limit) page";

    public ValueTask<MessagePage?> PageAsync(ChatId chat, PersonId viewer, MessageRange range, CancellationToken cancellation)
        => range switch
        {
            { AroundSeq: { } around } => AroundAsync(chat, viewer, around, range.Limit, cancellation),
            { AfterSeq: { } after } => AfterAsync(chat, viewer, after, range.Limit, cancellation),
            _ => BeforeAsync(chat, viewer, range.BeforeSeq ?? long.MaxValue, range.Limit, cancellation),
        };

    private ValueTask<MessagePage?> BeforeAsync(ChatId chat, PersonId viewer, long before, int limit, CancellationToken cancellation)
        => database.ReadAsync(
            async session =>
            {
                var part = await PartAsync(session, PageBefore, chat, viewer, before, limit);
                return part?.Page(part.Oldest(), part.HasMore, part.Head.LastSeq >= before);
            },
            cancellation);

    private ValueTask<MessagePage?> AfterAsync(ChatId chat, PersonId viewer, long after, int limit, CancellationToken cancellation)
        => database.ReadAsync(
            async session =>
            {
                var part = await PartAsync(session, PageAfter, chat, viewer, after, limit);
                return part?.Page(part.Items, Math.Min(after, part.Head.LastSeq) > part.Head.HiddenSeq, part.HasMore);
            },
            cancellation);

    private ValueTask<MessagePage?> AroundAsync(ChatId chat, PersonId viewer, long around, int limit, CancellationToken cancellation)
        => database.SnapshotAsync(
            async session =>
            {
                var after = await PartAsync(session, PageAfter, chat, viewer, around - 1, (limit + 1) / 2);
                var before = await PartAsync(session, PageBefore, chat, viewer, around, limit / 2);
                return after is null || before is null ? null : after.Page([.. before.Oldest(), .. after.Items], before.HasMore, after.HasMore);
            },
            cancellation);

    private static async ValueTask<Part?> PartAsync(Session session, string sql, ChatId chat, PersonId viewer, long seq, int limit)
    {
        var (head, rows) = await RowsAsync(session, sql, chat, viewer, seq, limit + 1);
        if (head is not { } known)
            return null;
        var hasMore = rows.Count > limit;
        if (hasMore)
            rows.RemoveAt(limit);
        return new Part(known, await rows.WithExtrasAsync(session, chat), hasMore);
    }

    private static async ValueTask<(ChatHead? Head, List<MessageRow> Rows)> RowsAsync(Session session, string sql, ChatId chat, PersonId viewer, long seq, int limit)
    {
        await using var results = await session.Query(sql)
            .With("chat", chat.Value).With("viewer", viewer.Value).With("seq", seq).With("limit", limit).OpenAsync();
        ChatHead? head = null;
        var rows = new List<MessageRow>();
        await results.EachAsync(row =>
        {
            if (row.ShortOrNull() is { } type)
                rows.Add(MessageRows.ReadBare(type, row, chat));
            else
                head = new ChatHead(row.Long(), row.Long(), row.Long());
        });
        return (head, rows);
    }

    private readonly record struct ChatHead(long HiddenSeq, long LastSeq, long Revision);

    /// <param name="Items">In the order of the query.</param>
    private sealed record Part(ChatHead Head, List<Message> Items, bool HasMore)
    {
        public List<Message> Oldest()
        {
            Items.Reverse();
            return Items;
        }

        public MessagePage Page(List<Message> items, bool before, bool after)
            => new(items, before, after, Head.LastSeq, Head.Revision);
    }
}
