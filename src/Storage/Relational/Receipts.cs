using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Receipts;

namespace Haggle.Storage.Relational;

/// <summary>Read and delivered pointers, as both engines keep them.</summary>
internal partial class Receipts(Database database) : IReceipts
{
    protected const string CountUnread = $"SELECT count(*) FROM members my JOIN chats c ON c.id = my.chat_id JOIN messages m ON {Chats.UnreadMessages}";

    private const string Lock = "SELECT last_seq, revision FROM chats WHERE id = @chat AND deleted_at_us IS NULL FOR UPDATE";

    private const string Pointers = """
        SELECT my.last_read_seq, my.last_delivered_seq, my.marked_unread, p.read_receipts FROM members my JOIN people p ON p.id = my.person_id
        WHERE my.chat_id = @chat AND my.person_id = @person
        """;

    private const string StorePointers = """
        UPDATE members SET last_read_seq = @read, last_read_at_us = CASE WHEN @read > last_read_seq THEN @now ELSE last_read_at_us END,
            last_delivered_seq = @delivered, last_delivered_at_us = CASE WHEN @delivered > last_delivered_seq THEN @now ELSE last_delivered_at_us END,
            marked_unread = @marked
        WHERE chat_id = @chat AND person_id = @person
        """;

    private const string Date = """
        UPDATE members SET last_read_at_us = @now
        WHERE chat_id = @chat AND person_id = @person AND (last_read_at_us IS NULL OR last_read_at_us < @now)
        """;

    private const string StoreRevision = "UPDATE chats SET revision = @revision WHERE id = @chat";

    private const string JustRead = """
        SELECT m.id, m.seq, m.sender_id FROM messages m
        WHERE m.chat_id = @chat AND m.seq > @after AND m.seq <= @read AND m.sender_id <> @person AND m.deleted_at_us IS NULL ORDER BY m.seq
        """;

    private const string UnreadInChat = $"{CountUnread} WHERE my.chat_id = @chat AND my.person_id = @person";

    protected Database Database { get; } = database;

    public virtual ValueTask<Result<Moved>> MoveAsync(
        ChatId chat, PersonId person, long? readSeq, long? deliveredSeq, DateTimeOffset now, CancellationToken cancellation)
        => Database.WriteAsync(session => MoveAsync(session, chat, person, readSeq, deliveredSeq, now), cancellation);

    public async ValueTask DateAsync(ChatId chat, PersonId person, DateTimeOffset now, CancellationToken cancellation)
        => await Database.WriteOneAsync(session => session.Query(Date).With("chat", chat.Value).With("person", person.Value).With("now", now).ExecuteAsync(), cancellation);

    private static async ValueTask<Result<Moved>> MoveAsync(
        Session session, ChatId chat, PersonId person, long? readSeq, long? deliveredSeq, DateTimeOffset now)
    {
        if (await session.Query(Lock).With("chat", chat.Value).FirstValueAsync(row => (LastSeq: row.Long(), Revision: row.Long())) is not { } head
            || await session.Query(Pointers).With("chat", chat.Value).With("person", person.Value)
                .FirstAsync(row => new State(row.Long(), row.Long(), row.Bool(), row.Bool())) is not { } before)
            return Refusal.NotFound("chat");
        var read = Math.Max(before.Read, Math.Min(readSeq ?? 0, head.LastSeq));
        var delivered = Math.Max(before.Delivered, Math.Max(read, Math.Min(deliveredSeq ?? 0, head.LastSeq)));
        var hasMoved = read > before.Read || delivered > before.Delivered;
        var isMarked = before.IsMarked && readSeq is null;
        var revision = hasMoved ? head.Revision + 1 : head.Revision;
        if (hasMoved || isMarked != before.IsMarked)
            await session.Query(StorePointers).With("chat", chat.Value).With("person", person.Value)
                .With("read", read).With("delivered", delivered).With("marked", isMarked).With("now", now).ExecuteAsync();
        if (hasMoved)
            await session.Query(StoreRevision).With("chat", chat.Value).With("revision", revision).ExecuteAsync();
        var unread = read >= head.LastSeq ? 0 : await session.Query(UnreadInChat).With("chat", chat.Value).With("person", person.Value).NumberAsync();
        var happened = hasMoved ? new PointerMoved(chat, revision, person, delivered, read, !before.SendsReceipts) : null;
        if (happened is not null && read > before.Read)
            happened = happened with { JustRead = await JustReadAsync(session, chat, person, before.Read, read) };
        return new Moved(read, delivered, Chats.Capped(unread!.Value), happened, MarkTaken: before.IsMarked && !isMarked);
    }

    private static async ValueTask<IReadOnlyList<ReadMessage>> JustReadAsync(Session session, ChatId chat, PersonId person, long before, long read)
        => await session.Query(JustRead).With("chat", chat.Value).With("person", person.Value)
            .With("after", Math.Max(before, read - PointerMoved.MostJustRead)).With("read", read)
            .AllAsync(row => new ReadMessage(new MessageId(row.Long()), row.Long(), new PersonId(row.Long())));

    private sealed record State(long Read, long Delivered, bool IsMarked, bool SendsReceipts);
}
