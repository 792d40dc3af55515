using System.Data.Common;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace Haggle.Storage.PostgreSql;

/// <summary>The statement that judges each posting before it stores it.</summary>
/// <remarks>
/// Before it runs a statement of its own that locks the chats, in the order of their ids. So its snapshot, which is taken after that,
/// shows them as they are and nobody else can change them: what it checks is exact, and numbers and revisions have no holes.
/// </remarks>
internal sealed class ExactAppend
{
    private const string LockText = "SELECT 1 FROM chats WHERE id = ANY($1) ORDER BY id FOR UPDATE";

    // Each look-up is LATERAL with a LIMIT, so that it can only be one descent of an index for each row: planned on a table that is
    // still small, a plain join reads the whole of it into memory instead, and keeps doing so while the table grows.
    // The numbers of outcomes are those of AppendOutcome, the others those of Codes: status 1 active, 3 disputed; role 1 owner, 2 admin,
    // 7 reader; send_by 2 admins; kind 1 direct, 3 listing. Ids are drawn in the order of the window, so they grow with seq. Blocks are
    // counted member by member: whoever is blocked by thousands costs no more than others.
    private const string Text = """
        WITH input AS MATERIALIZED (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) WITH ORDINALITY
                AS i (chat_id, author_id, type, content, payload, client_id, named, mentions, sent_at, reply_to_id, from_chat, from_author, from_at, place)
        ), looked_up AS MATERIALIZED (
            SELECT i.*, c.last_seq, c.revision, c.rights, c.active_at_us, c.slow_mode_s::bigint * 1000000 AS pause, d.seq AS repeated_seq,
                q.id AS quote_id, q.seq AS quote_seq, q.sender_id AS quote_author, q.type AS quote_type, q.content AS quote_content,
                CASE
                    WHEN c.id IS NULL OR i.author_id IS NOT NULL AND my.person_id IS NULL THEN 2
                    WHEN d.seq IS NOT NULL THEN 1
                    WHEN n.id IS NOT NULL THEN 8
                    WHEN i.author_id IS NOT NULL AND c.status NOT IN (1, 3) THEN 3
                    WHEN my.role = 7 OR c.send_by = 2 AND my.role NOT IN (1, 2) THEN 4
                    WHEN c.kind IN (1, 3) AND EXISTS (
                        SELECT 1 FROM (SELECT person_id FROM members WHERE chat_id = i.chat_id ORDER BY chat_id, person_id OFFSET 0) o
                        WHERE o.person_id <> i.author_id
                          AND (SELECT count(*) FROM blocks b WHERE b.blocker_id = o.person_id AND b.blocked_id = i.author_id) > 0) THEN 5
                    WHEN i.reply_to_id IS NOT NULL AND q.id IS NULL THEN 6
                    ELSE 0
                END AS outcome,
                CASE WHEN c.slow_mode_s > 0 THEN (
                    SELECT max(s.sent_at_us) FROM (SELECT sender_id, sent_at_us FROM messages WHERE chat_id = i.chat_id ORDER BY seq DESC LIMIT 1000) s
                    WHERE s.sender_id = i.author_id)
                END AS last_said
            FROM input i
            LEFT JOIN LATERAL (
                SELECT id, last_seq, revision, rights, active_at_us, kind, status, send_by, slow_mode_s FROM chats
                WHERE id = i.chat_id AND deleted_at_us IS NULL LIMIT 1) c ON TRUE
            LEFT JOIN LATERAL (
                SELECT person_id, role FROM members WHERE chat_id = i.chat_id AND person_id = i.author_id LIMIT 1) my ON TRUE
            LEFT JOIN LATERAL (
                SELECT seq FROM messages WHERE chat_id = i.chat_id AND client_message_id = i.client_id
                    AND sender_id IS NOT DISTINCT FROM i.author_id LIMIT 1) d ON TRUE
            LEFT JOIN LATERAL (SELECT id FROM messages WHERE i.named AND named AND client_message_id = i.client_id LIMIT 1) n ON TRUE
            LEFT JOIN LATERAL (
                SELECT id, chat_id, seq, sender_id, type, left(content, 200) AS content FROM messages WHERE id = i.reply_to_id LIMIT 1) q
                ON q.chat_id = i.chat_id
        ), judged AS MATERIALIZED (
            SELECT l.*, CASE
                WHEN l.outcome <> 0 OR l.pause = 0 OR l.author_id IS NULL THEN l.outcome
                WHEN abs(l.sent_at - l.last_said) < l.pause THEN 7
                WHEN EXISTS (
                    SELECT 1 FROM looked_up p
                    WHERE p.chat_id = l.chat_id AND p.author_id = l.author_id AND p.place < l.place AND p.outcome = 0
                      AND coalesce(abs(p.sent_at - p.last_said) >= p.pause, TRUE)) THEN 7
                ELSE 0
            END AS verdict
            FROM looked_up l
        ), numbered AS MATERIALIZED (
            SELECT w.*, GREATEST(w.sent_at, w.active_at_us + w.nth) AS said_at, CASE WHEN w.verdict = 0 THEN nextval('message_ids') END AS id
            FROM (SELECT j.*, sum(CASE WHEN j.verdict = 0 THEN 1 ELSE 0 END) OVER (PARTITION BY j.chat_id ORDER BY j.place ROWS UNBOUNDED PRECEDING) AS nth
                  FROM judged j) w
        ), inserted AS (
            INSERT INTO messages (id, chat_id, seq, revision, sender_id, sent_at_us, reply_to_seq, forwarded_chat_id, forwarded_author_id,
                forwarded_at_us, type, content, payload, client_message_id, named, mentions)
            SELECT id, chat_id, last_seq + nth, revision + nth, author_id, said_at, quote_seq, from_chat, from_author,
                from_at, type, content, payload, client_id, named, mentions
            FROM numbered WHERE verdict = 0
        ), advanced AS (
            UPDATE chats c SET last_seq = c.last_seq + n.stored, revision = c.revision + n.stored, active_at_us = GREATEST(c.active_at_us, n.said_at)
            FROM (SELECT chat_id, count(*) AS stored, max(said_at) AS said_at FROM numbered WHERE verdict = 0 GROUP BY chat_id) n
            WHERE c.id = n.chat_id
        )
        SELECT verdict, repeated_seq,
            CASE WHEN abs(sent_at - last_said) < pause THEN LEAST(pause, pause - (sent_at - last_said)) ELSE pause END, id, last_seq + nth, revision + nth, said_at,
            CASE WHEN pause = 0 THEN rights END, quote_id, quote_seq, quote_author, quote_type, quote_content
        FROM numbered ORDER BY place
        """;

    private readonly PostingColumns postings = new();
    private readonly List<long?> replies = [];
    private readonly List<long?> fromChats = [];
    private readonly List<long?> fromAuthors = [];
    private readonly List<long?> fromTimes = [];
    private readonly List<long> lockedChats = [];

    public int Count => postings.Count;

    public NpgsqlBatchCommand ToLock() => new(LockText) { Parameters = { Lists.Of(lockedChats, NpgsqlDbType.Bigint) } };

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Text);
        foreach (var column in postings.ToParameters())
            command.Parameters.Add(column);
        foreach (var column in new[] { replies, fromChats, fromAuthors, fromTimes })
            command.Parameters.Add(Lists.Of(column, NpgsqlDbType.Bigint));
        return command;
    }

    public void Clear()
    {
        postings.Clear();
        replies.Clear();
        fromChats.Clear();
        fromAuthors.Clear();
        fromTimes.Clear();
        lockedChats.Clear();
    }

    /// <param name="place">In the batch.</param>
    /// <param name="posting">No client id of one author in one chat twice, and no name.</param>
    public void Add(int place, Posting posting)
    {
        var draft = posting.Draft;
        postings.Add(place, posting);
        replies.Add(draft.ReplyTo?.Value);
        fromChats.Add(draft.ForwardedFrom?.ChatId?.Value);
        fromAuthors.Add(draft.ForwardedFrom?.AuthorId?.Value);
        fromTimes.Add(draft.ForwardedFrom?.SentAt.ToUnixMicroseconds());
    }

    /// <summary>All are there.</summary>
    /// <param name="others">Chats that another statement of the same transaction writes to, to be locked in one order with ours.</param>
    public void Seal(IReadOnlyList<long> others)
    {
        lockedChats.AddRange(postings.Chats);
        lockedChats.AddRange(others);
        lockedChats.Sort();
    }

    /// <summary>Takes each answer to its place.</summary>
    /// <param name="repeated">What an earlier try has stored: its answer has to be fetched.</param>
    public async Task ReadAsync(
        DbDataReader reader, IReadOnlyList<PendingAppend> pending, Result<Appended>[] answers, List<(int Place, long Chat, long Seq)> repeated, SpeakingRights rights)
    {
        var row = new Row(reader);
        for (var next = 0; await reader.ReadAsync(); next++)
        {
            var place = postings.Places[next];
            answers[place] = Read(row.Begin(), place, pending[place].Posting, repeated, rights);
        }
    }

    private static Result<Appended> Read(Row row, int place, Posting posting, List<(int, long, long)> repeated, SpeakingRights rights)
    {
        var outcome = (AppendOutcome)row.Int();
        var repeatedSeq = row.LongOrNull();
        var wait = row.LongOrNull();
        switch (outcome)
        {
            case AppendOutcome.Stored:
                var (id, seq, revision, saidAt) = (new MessageId(row.Long()), row.Long(), row.Long(), row.Instant());
                if (row.LongOrNull() is { } standing)
                    rights.Learn(posting, standing);
                return new Appended(posting.ToMessage(id, seq, revision, saidAt, MessageRows.ReadQuote(row)), IsNew: true);
            case AppendOutcome.Repeated:
                repeated.Add((place, posting.Draft.ChatId.Value, repeatedSeq!.Value));
                return default; // follows
            default:
                return outcome.ToRefusal(TimeSpan.FromMicroseconds(wait ?? 0));
        }
    }
}
