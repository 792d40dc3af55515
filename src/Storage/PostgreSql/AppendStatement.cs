using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace Haggle.Storage.PostgreSql;

/// <summary>What appends a batch of postings: two prepared statements in one round trip and one transaction.</summary>
/// <remarks>
/// The first locks the chats, in the order of their ids. So the second, whose snapshot is taken after that, sees them as they are and
/// nobody else can change them: what it checks is exact, and numbers and revisions have no holes.
/// </remarks>
internal sealed class AppendStatement : IAsyncDisposable
{
    private const string Lock = "SELECT 1 FROM chats WHERE id = ANY($1) ORDER BY id FOR UPDATE";

    // Each look-up is LATERAL with a LIMIT, so that it can only be one descent of an index for each row: planned on a table that is
    // still small, a plain join reads the whole of it into memory instead, and keeps doing so while the table grows.
    // The numbers of outcomes are those of AppendOutcome, the others those of Codes: status 1 active, 3 disputed; role 1 owner, 2 admin,
    // 7 reader; send_by 2 admins; kind 1 direct, 3 listing. Ids are drawn in the order of the window, so they grow with seq. Blocks are
    // counted member by member: whoever is blocked by thousands costs no more than others.
    private const string Append = $"""
        WITH input AS MATERIALIZED (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) WITH ORDINALITY
                AS i (chat_id, author_id, type, content, payload, client_id, reply_to_id, from_chat, from_author, from_at, mentions, sent_at, place)
        ), looked_up AS MATERIALIZED (
            SELECT i.*, c.last_seq, c.revision, c.slow_mode_s::bigint * 1000000 AS pause, d.seq AS repeated_seq,
                q.id AS quote_id, q.seq AS quote_seq, q.sender_id AS quote_author, q.type AS quote_type, q.content AS quote_content,
                CASE
                    WHEN c.id IS NULL OR i.author_id IS NOT NULL AND my.person_id IS NULL THEN 2
                    WHEN d.seq IS NOT NULL THEN 1
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
                SELECT id, last_seq, revision, kind, status, send_by, slow_mode_s FROM chats
                WHERE id = i.chat_id AND deleted_at_us IS NULL LIMIT 1) c ON TRUE
            LEFT JOIN LATERAL (
                SELECT person_id, role FROM members WHERE chat_id = i.chat_id AND person_id = i.author_id LIMIT 1) my ON TRUE
            LEFT JOIN LATERAL (
                SELECT seq FROM messages WHERE chat_id = i.chat_id AND client_message_id = i.client_id
                    AND coalesce(sender_id, 0) = coalesce(i.author_id, 0) LIMIT 1) d ON TRUE
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
            SELECT w.*, CASE WHEN w.verdict = 0 THEN nextval('message_ids') END AS id
            FROM (SELECT j.*, sum(CASE WHEN j.verdict = 0 THEN 1 ELSE 0 END) OVER (PARTITION BY j.chat_id ORDER BY j.place ROWS UNBOUNDED PRECEDING) AS nth
                  FROM judged j) w
        ), inserted AS (
            INSERT INTO messages (id, chat_id, seq, revision, sender_id, sent_at_us, reply_to_seq, forwarded_chat_id, forwarded_author_id,
                forwarded_at_us, type, content, payload, client_message_id, mentions)
            SELECT id, chat_id, last_seq + nth, revision + nth, author_id, sent_at, quote_seq, from_chat, from_author,
                from_at, type, content, payload, client_id, mentions
            FROM numbered WHERE verdict = 0
        ), advanced AS (
            UPDATE chats c SET last_seq = c.last_seq + n.stored, revision = c.revision + n.stored, active_at_us = GREATEST(c.active_at_us, n.sent_at)
            FROM (SELECT chat_id, count(*) AS stored, max(sent_at) AS sent_at FROM numbered WHERE verdict = 0 GROUP BY chat_id) n
            WHERE c.id = n.chat_id
        )
        SELECT verdict, repeated_seq,
            CASE WHEN abs(sent_at - last_said) < pause THEN LEAST(pause, pause - (sent_at - last_said)) ELSE pause END, id, last_seq + nth, revision + nth,
            quote_id, quote_seq, quote_author, quote_type, quote_content
        FROM numbered ORDER BY place
        """;

    private static readonly string Stored = $"""
        SELECT {MessageRows.Columns} FROM unnest($1, $2) AS k (chat_id, seq)
        CROSS JOIN messages m {MessageRows.Quote} WHERE m.chat_id = k.chat_id AND m.seq = k.seq
        """;

    // The plan must not depend on how full the tables were when it was made: always along the indexes, never by reading a table or a whole chat.
    private const string Settings = """
        SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
        SET plan_cache_mode = force_generic_plan; SET jit = off; SET work_mem = '32MB'; SET lock_timeout = '2s'
        """;

    private readonly PostgresDatabase database;
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlBatch batch;
    private readonly List<long> lockedChats = [];
    private readonly List<long> chats = [];
    private readonly List<long?> authors = [];
    private readonly List<short> types = [];
    private readonly List<string> contents = [];
    private readonly List<string?> payloads = [];
    private readonly List<string?> clientIds = [];
    private readonly List<long?> replies = [];
    private readonly List<long?> fromChats = [];
    private readonly List<long?> fromAuthors = [];
    private readonly List<long?> fromTimes = [];
    private readonly List<string?> mentions = [];
    private readonly List<long> times = [];

    private AppendStatement(PostgresDatabase database, NpgsqlConnection connection)
    {
        this.database = database;
        this.connection = connection;
        batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Lock) { Parameters = { List(lockedChats, NpgsqlDbType.Bigint) } },
                new NpgsqlBatchCommand(Append)
                {
                    Parameters =
                    {
                        List(chats, NpgsqlDbType.Bigint), List(authors, NpgsqlDbType.Bigint), List(types, NpgsqlDbType.Smallint),
                        List(contents, NpgsqlDbType.Text), List(payloads, NpgsqlDbType.Text), List(clientIds, NpgsqlDbType.Text),
                        List(replies, NpgsqlDbType.Bigint), List(fromChats, NpgsqlDbType.Bigint), List(fromAuthors, NpgsqlDbType.Bigint),
                        List(fromTimes, NpgsqlDbType.Bigint), List(mentions, NpgsqlDbType.Text), List(times, NpgsqlDbType.Bigint),
                    },
                },
            },
        };
    }

    public static async Task<AppendStatement> PrepareAsync(PostgresDatabase database, CancellationToken cancellation)
    {
        var connection = await database.OpenOwnAsync(cancellation);
        try
        {
            await using var settings = new NpgsqlCommand(Settings, connection);
            await settings.ExecuteNonQueryAsync(cancellation);
            var statement = new AppendStatement(database, connection);
            await statement.batch.PrepareAsync(cancellation);
            return statement;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stores what may be stored, in this order.</summary>
    /// <param name="pending">No client id of one author in one chat twice.</param>
    /// <returns>One answer for each, in the same order, after the commit.</returns>
    public async Task<IReadOnlyList<Result<Appended>>> RunAsync(IReadOnlyList<PendingAppend> pending)
    {
        Bind(pending);
        var answers = new Result<Appended>[pending.Count];
        var repeated = new List<(int Place, long Chat, long Seq)>();
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            await reader.NextResultAsync();
            var row = new Row(reader);
            for (var place = 0; await reader.ReadAsync(); place++)
                answers[place] = Read(row.Begin(), place, pending[place].Posting, repeated);
        }

        if (repeated.Count > 0)
            await FetchAsync(repeated, answers);
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        await batch.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static Result<Appended> Read(Row row, int place, Posting posting, List<(int, long, long)> repeated)
    {
        var outcome = (AppendOutcome)row.Int();
        var repeatedSeq = row.LongOrNull();
        var wait = row.LongOrNull();
        switch (outcome)
        {
            case AppendOutcome.Stored:
                var id = new MessageId(row.Long());
                return new Appended(posting.ToMessage(id, row.Long(), row.Long(), MessageRows.ReadQuote(row)), IsNew: true);
            case AppendOutcome.Repeated:
                repeated.Add((place, posting.Draft.ChatId.Value, repeatedSeq!.Value));
                return default; // follows
            default:
                return outcome.ToRefusal(TimeSpan.FromMicroseconds(wait ?? 0));
        }
    }

    // Rare: a client that did not hear the first answer.
    private async Task FetchAsync(List<(int Place, long Chat, long Seq)> repeated, Result<Appended>[] answers)
    {
        var session = new PostgresSession(database, connection, CancellationToken.None);
        await using var command = new NpgsqlCommand(Stored, connection)
        {
            Parameters = { List([.. repeated.Select(one => one.Chat)], NpgsqlDbType.Bigint), List([.. repeated.Select(one => one.Seq)], NpgsqlDbType.Bigint) },
        };
        var rows = new List<MessageRow>();
        await using (var reader = await command.ExecuteReaderAsync())
            for (var row = new Row(reader); await reader.ReadAsync();)
                rows.Add(MessageRows.Read(row.Begin()));
        var messages = (await rows.WithReactionsAsync(session)).ToDictionary(message => (message.ChatId.Value, message.Seq));
        foreach (var (place, chat, seq) in repeated)
            answers[place] = new Appended(messages[(chat, seq)], IsNew: false);
    }

    private void Bind(IReadOnlyList<PendingAppend> pending)
    {
        Clear();
        foreach (var one in pending)
        {
            var (author, draft, sentAt) = one.Posting;
            chats.Add(draft.ChatId.Value);
            authors.Add(author?.Value);
            types.Add(Codes.Of(draft.Type));
            contents.Add(draft.Content);
            payloads.Add(draft.Payload);
            clientIds.Add(draft.ClientMessageId);
            replies.Add(draft.ReplyTo?.Value);
            fromChats.Add(draft.ForwardedFrom?.ChatId?.Value);
            fromAuthors.Add(draft.ForwardedFrom?.AuthorId?.Value);
            fromTimes.Add(draft.ForwardedFrom?.SentAt.ToUnixMicroseconds());
            mentions.Add(MessageRows.MentionsText(draft.Mentions));
            times.Add(sentAt.ToUnixMicroseconds());
        }

        lockedChats.AddRange(chats);
        lockedChats.Sort();
    }

    private void Clear()
    {
        lockedChats.Clear();
        chats.Clear();
        authors.Clear();
        types.Clear();
        contents.Clear();
        payloads.Clear();
        clientIds.Clear();
        replies.Clear();
        fromChats.Clear();
        fromAuthors.Clear();
        fromTimes.Clear();
        mentions.Clear();
        times.Clear();
    }

    private static NpgsqlParameter<List<T>> List<T>(List<T> values, NpgsqlDbType type)
        => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
