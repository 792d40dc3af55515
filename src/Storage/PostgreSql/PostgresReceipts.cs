using System.Globalization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Receipts;
using Haggle.Storage.Relational;

namespace Haggle.Storage.PostgreSql;

/// <summary>Moves pointers in one statement, which is a transaction by itself: every reading of a chat comes here.</summary>
internal sealed class PostgresReceipts(PostgresDatabase database) : Receipts(database)
{
    private const int MostTries = 4;

    // "seen" is the chat as the statement's snapshot has it, "head" as it is under the lock. The pointers are right either way, because the
    // update looks at the row as it is; what is counted is right only if nothing has come in between, else the statement runs again.
    private const string Move = $"""
        WITH seen AS MATERIALIZED (
            SELECT revision FROM chats WHERE id = @chat
        ), head AS MATERIALIZED (
            SELECT id, last_seq, revision FROM chats WHERE id = @chat AND deleted_at_us IS NULL FOR UPDATE
        ), wanted AS (
            SELECT my.chat_id, my.person_id, my.last_read_seq AS read_before, my.last_delivered_seq AS delivered_before, my.marked_unread, my.hidden_seq,
                GREATEST(my.last_read_seq, LEAST(@read, head.last_seq)) AS read,
                GREATEST(my.last_delivered_seq, my.last_read_seq, LEAST(@read, head.last_seq), LEAST(@delivered, head.last_seq)) AS delivered
            FROM head JOIN members my ON my.chat_id = head.id AND my.person_id = @person
        ), moved AS (
            UPDATE members m SET last_read_seq = w.read, last_read_at_us = CASE WHEN w.read > w.read_before THEN @now ELSE m.last_read_at_us END,
                last_delivered_seq = w.delivered, last_delivered_at_us = CASE WHEN w.delivered > w.delivered_before THEN @now ELSE m.last_delivered_at_us END,
                marked_unread = m.marked_unread AND NOT @is_read
            FROM wanted w
            WHERE m.chat_id = w.chat_id AND m.person_id = w.person_id AND (SELECT revision FROM seen) = (SELECT revision FROM head)
              AND (w.read > w.read_before OR w.delivered > w.delivered_before OR m.marked_unread AND @is_read)
            RETURNING w.read > w.read_before OR w.delivered > w.delivered_before AS has_moved
        ), counted AS (
            UPDATE chats SET revision = revision + 1 WHERE id = @chat AND EXISTS (SELECT 1 FROM moved WHERE has_moved)
        )
        SELECT head.revision, (SELECT revision FROM seen), w.read, w.delivered, coalesce((SELECT has_moved FROM moved), FALSE), p.read_receipts,
            w.marked_unread AND @is_read,
            CASE WHEN w.read >= head.last_seq THEN 0 ELSE (
                SELECT count(*) FROM messages m
                WHERE m.chat_id = @chat AND m.seq > GREATEST(w.read, w.hidden_seq, head.last_seq - 4000) AND m.sender_id <> @person AND m.deleted_at_us IS NULL
                    AND NOT EXISTS (SELECT 1 FROM hidden_messages h WHERE h.chat_id = m.chat_id AND h.person_id = @person AND h.seq = m.seq))
            END,
            CASE WHEN w.read > w.read_before THEN (
                SELECT string_agg(m.id || ' ' || m.seq || ' ' || m.sender_id, ' ' ORDER BY m.seq) FROM messages m
                WHERE m.chat_id = @chat AND m.seq > GREATEST(w.read_before, w.read - @most) AND m.seq <= w.read
                    AND m.sender_id <> @person AND m.deleted_at_us IS NULL)
            END
        FROM wanted w JOIN people p ON p.id = w.person_id CROSS JOIN head
        """;

    public override async ValueTask<Result<Moved>> MoveAsync(
        ChatId chat, PersonId person, long? readSeq, long? deliveredSeq, DateTimeOffset now, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var outcome = await Database.WriteOneAsync(
                session => session.Query(Move)
                    .With("chat", chat.Value)
                    .With("person", person.Value)
                    .With("read", readSeq ?? 0)
                    .With("delivered", deliveredSeq ?? 0)
                    .With("is_read", readSeq is not null)
                    .With("now", now)
                    .With("most", PointerMoved.MostJustRead)
                    .FirstAsync(row => new Outcome(
                        row.Long(), row.LongOrNull(), row.Long(), row.Long(), row.Bool(), row.Bool(), row.Bool(), row.Long(), row.TextOrNull())),
                cancellation);
            if (outcome is null)
                return Refusal.NotFound("chat");
            if (outcome.SeenRevision == outcome.Revision)
                return outcome.ToMoved(chat, person);
        }

        // A chat so busy that it changed under every try: lock first, look then.
        return await base.MoveAsync(chat, person, readSeq, deliveredSeq, now, cancellation);
    }

    private sealed record Outcome(long Revision, long? SeenRevision, long Read, long Delivered, bool HasMoved, bool SendsReceipts, bool MarkTaken, long Unread, string? JustRead)
    {
        public Moved ToMoved(ChatId chat, PersonId person) => new(
            Read, Delivered, Chats.Capped(Unread),
            HasMoved ? new PointerMoved(chat, Revision + 1, person, Delivered, Read, !SendsReceipts) { JustRead = ReadMessages() } : null, MarkTaken);

        private IReadOnlyList<ReadMessage> ReadMessages()
            => JustRead is null ? [] : [.. JustRead.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).Chunk(3)
                .Select(three => new ReadMessage(new MessageId(three[0]), three[1], new PersonId(three[2])))];
    }
}
