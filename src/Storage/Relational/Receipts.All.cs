using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Receipts;

namespace Haggle.Storage.Relational;

internal partial class Receipts
{
    // So many chats are locked at once, not all of a busy seller's.
    private const int ChatsAtOnce = 100;

    private const string WithSomething = """
        SELECT my.chat_id FROM members my JOIN chats c ON c.id = my.chat_id
        WHERE my.person_id = @person AND (c.last_seq > my.last_read_seq OR my.marked_unread) ORDER BY my.chat_id
        """;

    private const string LockAll = "SELECT c.id, c.last_seq FROM chats c WHERE c.id = ANY(@chats) ORDER BY c.id FOR UPDATE";

    private const string Unmark = "UPDATE members SET marked_unread = FALSE WHERE person_id = @person AND chat_id = ANY(@chats) AND marked_unread RETURNING chat_id";

    private const string JustReadInAll = """
        SELECT m.chat_id, m.id, m.seq, m.sender_id FROM members my JOIN chats c ON c.id = my.chat_id
        JOIN messages m ON m.chat_id = my.chat_id AND m.seq > GREATEST(my.last_read_seq, c.last_seq - @most)
        WHERE my.person_id = @person AND my.chat_id = ANY(@chats) AND m.sender_id <> @person AND m.deleted_at_us IS NULL
        ORDER BY m.chat_id, m.seq
        """;

    private const string ReadToEnd = """
        UPDATE members SET last_read_seq = r.seq, last_read_at_us = @now, last_delivered_seq = r.seq,
            last_delivered_at_us = CASE WHEN last_delivered_seq < r.seq THEN @now ELSE last_delivered_at_us END
        FROM unnest(@chats, @seqs) AS r (chat, seq)
        WHERE members.chat_id = r.chat AND members.person_id = @person AND members.last_read_seq < r.seq
        RETURNING chat_id, last_read_seq
        """;

    private const string CountAll = "UPDATE chats SET revision = revision + 1 WHERE id = ANY(@chats) RETURNING id, revision";

    private const string SendsReceipts = "SELECT 1 FROM people WHERE id = @person AND read_receipts";

    public async ValueTask<AllRead> ReadAllAsync(PersonId person, DateTimeOffset now, CancellationToken cancellation)
    {
        var chats = await Database.ReadAsync(
            session => session.Query(WithSomething).With("person", person.Value).AllAsync(row => row.Long()), cancellation);
        var (moved, marksTaken) = (new List<PointerMoved>(), new List<ChatId>());
        foreach (var some in chats.Chunk(ChatsAtOnce))
        {
            var read = await Database.WriteAsync(session => ReadAllAsync(session, person, some, now), cancellation);
            moved.AddRange(read.Moves);
            marksTaken.AddRange(read.MarksTaken);
        }

        return new AllRead(moved, marksTaken);
    }

    private static async ValueTask<AllRead> ReadAllAsync(Session session, PersonId person, long[] chats, DateTimeOffset now)
    {
        var heads = await session.Query(LockAll).With("chats", chats).AllAsync(row => (Chat: row.Long(), LastSeq: row.Long()));
        var marksTaken = await session.Query(Unmark).With("person", person.Value).With("chats", chats).AllAsync(row => new ChatId(row.Long()));
        var justRead = (await session.Query(JustReadInAll)
                .With("person", person.Value).With("chats", chats).With("most", PointerMoved.MostJustRead)
                .AllAsync(row => (Chat: row.Long(), Message: new ReadMessage(new MessageId(row.Long()), row.Long(), new PersonId(row.Long())))))
            .ToLookup(one => one.Chat, one => one.Message);
        var moved = (await session.Query(ReadToEnd)
                .With("person", person.Value).With("now", now)
                .With("chats", [.. heads.Select(head => head.Chat)]).With("seqs", [.. heads.Select(head => head.LastSeq)])
                .AllAsync(row => (Chat: row.Long(), Seq: row.Long())))
            .ToDictionary(one => one.Chat, one => one.Seq);
        if (moved.Count == 0)
            return new AllRead([], marksTaken);
        var isPrivate = !await session.Query(SendsReceipts).With("person", person.Value).AnyAsync();
        var revisions = await session.Query(CountAll).With("chats", [.. moved.Keys]).AllAsync(row => (Chat: row.Long(), Revision: row.Long()));
        return new AllRead(
            [.. revisions.Select(one => new PointerMoved(new ChatId(one.Chat), one.Revision, person, moved[one.Chat], moved[one.Chat], isPrivate)
            {
                JustRead = [.. justRead[one.Chat]],
            })],
            marksTaken);
    }
}
