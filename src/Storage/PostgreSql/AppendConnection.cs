using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace Haggle.Storage.PostgreSql;

/// <summary>A writer's connection, and the statements by which a batch of postings is appended: one round trip, one transaction.</summary>
/// <remarks>Whoever was found free to speak is appended by <see cref="QuickAppend"/> while that stands, everybody else by <see cref="ExactAppend"/>.</remarks>
internal sealed class AppendConnection : IAsyncDisposable
{
    // The plan must not depend on how full the tables were when it was made: always along the indexes, never by reading a table or a whole chat.
    private const string Settings = """
        SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
        SET plan_cache_mode = force_generic_plan; SET jit = off; SET work_mem = '32MB'; SET lock_timeout = '2s'
        """;

    private const long ToBeJudged = -1;

    private static readonly string Stored = $"""
        SELECT {MessageRows.Columns} FROM unnest($1, $2) AS k (chat_id, seq)
        CROSS JOIN messages m {MessageRows.Quote} WHERE m.chat_id = k.chat_id AND m.seq = k.seq
        """;

    private readonly PostgresDatabase database;
    private readonly NpgsqlConnection connection;
    private readonly QuickAppend quick = new();
    private readonly ExactAppend exact = new();
    private readonly NpgsqlBatch quickOnly;
    private readonly NpgsqlBatch exactOnly;
    private readonly NpgsqlBatch both;
    private readonly SpeakingRights rights = new();
    private readonly Dictionary<ChatId, long> rightsOfChats = [];

    private AppendConnection(PostgresDatabase database, NpgsqlConnection connection)
    {
        this.database = database;
        this.connection = connection;
        quickOnly = new NpgsqlBatch(connection) { BatchCommands = { quick.ToCommand() } };
        exactOnly = new NpgsqlBatch(connection) { BatchCommands = { exact.ToLock(), exact.ToCommand() } };
        both = new NpgsqlBatch(connection) { BatchCommands = { exact.ToLock(), exact.ToCommand(), quick.ToCommand() } };
    }

    public static async Task<AppendConnection> OpenAsync(PostgresDatabase database, CancellationToken cancellation)
    {
        var connection = await database.OpenOwnAsync(cancellation);
        try
        {
            await using var settings = new NpgsqlCommand(Settings, connection);
            await settings.ExecuteNonQueryAsync(cancellation);
            var opened = new AppendConnection(database, connection);
            foreach (var batch in new[] { opened.quickOnly, opened.exactOnly, opened.both })
                await batch.PrepareAsync(cancellation);
            return opened;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stores what may be stored, in this order.</summary>
    /// <param name="pending">No client id of one author in one chat twice, and no name.</param>
    /// <returns>One answer for each, in the same order, after the commit.</returns>
    public async Task<IReadOnlyList<Result<Appended>>> RunAsync(IReadOnlyList<PendingAppend> pending)
    {
        var answers = new Result<Appended>[pending.Count];
        var unanswered = new List<int>();
        var repeated = new List<(int Place, long Chat, long Seq)>();
        Sort(pending);
        try
        {
            await RunAsync(pending, answers, unanswered, repeated);
        }
        catch (PostgresException repeat) when (quick.Count > 0 && repeat.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            unanswered.Clear();
            repeated.Clear();
            unanswered.AddRange(Enumerable.Range(0, pending.Count)); // nothing was stored
        }

        if (unanswered.Count > 0)
        {
            Judge(pending, unanswered);
            await RunAsync(pending, answers, unanswered, repeated);
        }

        if (repeated.Count > 0)
            await FetchAsync(repeated, answers);
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        await quickOnly.DisposeAsync();
        await exactOnly.DisposeAsync();
        await both.DisposeAsync();
        await connection.DisposeAsync();
    }

    // A chat goes one way with all that is said in it, so that nothing is overtaken.
    private void Sort(IReadOnlyList<PendingAppend> pending)
    {
        quick.Clear();
        exact.Clear();
        rightsOfChats.Clear();
        foreach (var one in pending)
        {
            var standing = rights.Of(one.Posting) ?? ToBeJudged;
            if (!rightsOfChats.TryAdd(one.Posting.Draft.ChatId, standing) && rightsOfChats[one.Posting.Draft.ChatId] != standing)
                rightsOfChats[one.Posting.Draft.ChatId] = ToBeJudged;
        }

        for (var place = 0; place < pending.Count; place++)
        {
            var posting = pending[place].Posting;
            if (rightsOfChats[posting.Draft.ChatId] is not ToBeJudged and var standing)
                quick.Add(place, posting, standing);
            else
                exact.Add(place, posting);
        }

        quick.Seal();
        exact.Seal(quick.Chats);
    }

    private void Judge(IReadOnlyList<PendingAppend> pending, List<int> places)
    {
        quick.Clear();
        exact.Clear();
        foreach (var place in places)
        {
            rights.Forget(pending[place].Posting);
            exact.Add(place, pending[place].Posting);
        }

        exact.Seal([]);
        places.Clear();
    }

    private async Task RunAsync(
        IReadOnlyList<PendingAppend> pending, Result<Appended>[] answers, List<int> unanswered, List<(int Place, long Chat, long Seq)> repeated)
    {
        await using var reader = await (exact.Count == 0 ? quickOnly : quick.Count == 0 ? exactOnly : both).ExecuteReaderAsync();
        if (exact.Count > 0)
        {
            await reader.NextResultAsync(); // over the locks
            await exact.ReadAsync(reader, pending, answers, repeated, rights);
            if (quick.Count == 0)
                return;
            await reader.NextResultAsync();
        }

        await quick.ReadAsync(reader, pending, answers, unanswered);
    }

    // Rare: a client that did not hear the first answer.
    private async Task FetchAsync(List<(int Place, long Chat, long Seq)> repeated, Result<Appended>[] answers)
    {
        var session = new PostgresSession(database, connection, CancellationToken.None);
        await using var command = new NpgsqlCommand(Stored, connection)
        {
            Parameters =
            {
                Lists.Of(repeated.ConvertAll(one => one.Chat), NpgsqlDbType.Bigint), Lists.Of(repeated.ConvertAll(one => one.Seq), NpgsqlDbType.Bigint),
            },
        };
        var rows = new List<MessageRow>();
        await using (var reader = await command.ExecuteReaderAsync())
            for (var row = new Row(reader); await reader.ReadAsync();)
                rows.Add(MessageRows.Read(row.Begin()));
        var messages = (await rows.WithReactionsAsync(session)).ToDictionary(message => (message.ChatId.Value, message.Seq));
        foreach (var (place, chat, seq) in repeated)
            answers[place] = new Appended(messages[(chat, seq)], IsNew: false);
    }
}
