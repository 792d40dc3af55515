using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class Messages
{
    private const string Head = """
        SELECT my.hidden_seq, c.last_seq, c.revision FROM members my JOIN chats c ON c.id = my.chat_id WHERE my.chat_id = @chat AND my.person_id = @viewer
        """;

    private const string HiddenSeq = "(SELECT my.hidden_seq FROM members my WHERE my.chat_id = @chat AND my.person_id = @viewer)";

    // One statement, so that page and head are of one moment, and one scan of the key: all that does not depend on the row is looked up once.
    // Few have ever hidden a message, so it is asked first whether this viewer has.
    private const string Visible = $"""
        SELECT {HiddenSeq}, (SELECT c.last_seq FROM chats c WHERE c.id = @chat), (SELECT c.revision FROM chats c WHERE c.id = @chat), {MessageRows.Bare}
        FROM messages m
        WHERE m.chat_id = @chat AND m.seq > {HiddenSeq}
          AND (NOT EXISTS (SELECT 1 FROM hidden_messages h WHERE h.chat_id = @chat AND h.person_id = @viewer)
            OR NOT EXISTS (SELECT 1 FROM hidden_messages h WHERE h.chat_id = @chat AND h.person_id = @viewer AND h.seq = m.seq))
        """;

    // Keyset, not OFFSET: the thousandth page costs what the first one costs.
    internal const string PageBefore = $"{Visible} AND m.seq < @seq ORDER BY m.seq DESC LIMIT @limit";

    internal const string PageAfter = $"{Visible} AND m.seq > @seq ORDER BY m.seq LIMIT @limit";

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
                var part = await PartAsync(session, Way.Back, chat, viewer, before, limit);
                return part?.Page(part.Oldest(), part.HasMore, part.Head.LastSeq >= before);
            },
            cancellation);

    private ValueTask<MessagePage?> AfterAsync(ChatId chat, PersonId viewer, long after, int limit, CancellationToken cancellation)
        => database.ReadAsync(
            async session =>
            {
                var part = await PartAsync(session, Way.Forth, chat, viewer, after, limit);
                return part?.Page(part.Items, Math.Min(after, part.Head.LastSeq) > part.Head.HiddenSeq, part.HasMore);
            },
            cancellation);

    private ValueTask<MessagePage?> AroundAsync(ChatId chat, PersonId viewer, long around, int limit, CancellationToken cancellation)
        => database.SnapshotAsync(
            async session =>
            {
                var after = await PartAsync(session, Way.Forth, chat, viewer, around - 1, (limit + 1) / 2);
                var before = await PartAsync(session, Way.Back, chat, viewer, around, limit / 2);
                return after is null || before is null ? null : after.Page([.. before.Oldest(), .. after.Items], before.HasMore, after.HasMore);
            },
            cancellation);

    private static async ValueTask<Part?> PartAsync(Session session, Way way, ChatId chat, PersonId viewer, long seq, int limit)
    {
        var (head, rows) = await RowsAsync(session, way, chat, viewer, seq, limit + 1);
        if (rows.Count == 0)
        {
            head = await session.Query(Head).With("chat", chat.Value).With("viewer", viewer.Value).FirstValueAsync(ReadHead);
            // A message that came between the two statements must not be missing from the page when it is in the head.
            if (head is { } later && later.Reaches(way, seq))
                (_, rows) = await RowsAsync(session, way, chat, viewer, seq, limit + 1);
        }

        if (head is not { } known)
            return null;
        var hasMore = rows.Count > limit;
        if (hasMore)
            rows.RemoveAt(limit);
        return new Part(known, await rows.WithExtrasAsync(session, chat), hasMore);
    }

    private static async ValueTask<(ChatHead? Head, List<MessageRow> Rows)> RowsAsync(Session session, Way way, ChatId chat, PersonId viewer, long seq, int limit)
    {
        ChatHead? head = null;
        var rows = await session.Query(way is Way.Back ? PageBefore : PageAfter)
            .With("chat", chat.Value).With("viewer", viewer.Value).With("seq", seq).With("limit", limit)
            .AllAsync(row =>
            {
                if (head is null)
                    head = ReadHead(row);
                else
                    row.Skip(3);
                return MessageRows.ReadBare(row, chat);
            });
        return (head, rows);
    }

    private static ChatHead ReadHead(Row row) => new(row.Long(), row.Long(), row.Long());

    private enum Way { Back, Forth }

    private readonly record struct ChatHead(long HiddenSeq, long LastSeq, long Revision)
    {
        /// <summary>Whether the chat has messages on this side of the seq that are not cleared away for the viewer.</summary>
        public bool Reaches(Way way, long seq) => way is Way.Back ? Math.Min(seq - 1, LastSeq) > HiddenSeq : LastSeq > Math.Max(seq, HiddenSeq);
    }

    /// <param name="Items">In the order of the query.</param>
    private sealed record Part(ChatHead Head, List<Message> Items, bool HasMore)
    {
        public List<Message> Oldest()
        {
            Items.Reverse();
            return Items;
        }

        public MessagePage Page(List<Message> items, bool before, bool after)
            => new(items, before, after, Math.Max(Head.LastSeq, items.Count == 0 ? 0 : items[^1].Seq), Head.Revision);
    }
}
