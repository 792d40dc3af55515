using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Haggle.Storage.Relational;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Haggle.Storage.Sqlite;

/// <summary>One SQLite connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : Session, IDisposable
{
    private const int MostStatements = 256;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly SqliteConnection connection;

    // The driver forgets a statement with its command: keeping the commands is our statement cache.
    private readonly Dictionary<string, SqliteCommand> idle = [];

    private SqliteAppend? append;
    private long? lastMessageId; // of the transaction under way, if it has drawn one

    private SqliteSession(SqliteDatabase database, SqliteConnection connection) => (Database, this.connection) = (database, connection);

    public override Database Database { get; }

    /// <summary>How this session appends messages.</summary>
    public SqliteAppend Append => append ??= new SqliteAppend(this);

    /// <summary>Whether BEGIN has run and neither COMMIT nor ROLLBACK; some errors roll back by themselves.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <param name="isWriter">Readers may not write, and need a smaller cache.</param>
    public static SqliteSession Open(SqliteDatabase database, string path, bool isWriter)
    {
        SqliteLibrary.Load();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = $"""
                PRAGMA busy_timeout = 5000;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA foreign_keys = ON;
                PRAGMA temp_store = MEMORY;
                PRAGMA journal_size_limit = 67108864;
                PRAGMA cache_size = {(isWriter ? -65536 : -8192)};
                PRAGMA query_only = {(isWriter ? "OFF" : "ON")};
                PRAGMA busy_timeout = {(isWriter ? 0 : 5000)};
                """;
            pragmas.ExecuteNonQuery();
            return new SqliteSession(database, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Begins a transaction that may write, as soon as no other process is in one.</summary>
    /// <remarks>The engine's own waiting looks ten times a second: beside a busy server another process would hardly ever get in.</remarks>
    public void BeginWriting()
    {
        lastMessageId = null;
        var handle = connection.Handle!;
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            var outcome = raw.sqlite3_exec(handle, "BEGIN IMMEDIATE");
            if (outcome == raw.SQLITE_OK)
                return;
            if (outcome != raw.SQLITE_BUSY || Stopwatch.GetElapsedTime(since) > LongestWait)
                throw new SqliteException(raw.sqlite3_errmsg(handle).utf8_to_string(), outcome);
            Thread.Sleep(1);
        }
    }

    /// <summary>Ends a transaction that has written.</summary>
    public void Commit()
    {
        if (lastMessageId is { } last)
            Query("UPDATE counters SET value = @last WHERE name = 'message'").With("last", last).ExecuteAsync().Through();
        Run("COMMIT");
    }

    /// <summary>A statement to be kept for as long as this session.</summary>
    public SqliteStatement Prepare(string sql) => new(connection.Handle!, sql);

    // Whoever is in a writing transaction is alone, so the counter is read once for all that the transaction draws.
    public override ValueTask<long> DrawMessageIdAsync()
    {
        var id = (lastMessageId ?? Query("SELECT value FROM counters WHERE name = 'message'").NumberAsync().Through()!.Value) + 1;
        lastMessageId = id;
        return ValueTask.FromResult(id);
    }

    /// <summary>Runs a statement without parameters or results, such as COMMIT.</summary>
    public void Run(string statement)
    {
        var command = Take(statement);
        command.ExecuteNonQuery();
        Keep(statement, command);
    }

    public void RollBack()
    {
        if (IsInTransaction)
            Run("ROLLBACK");
    }

    public void Dispose()
    {
        append?.Dispose();
        foreach (var command in idle.Values)
            command.Dispose();
        connection.Dispose();
    }

    protected override DbCommand Borrow(string sql) => Take(sql);

    internal override ValueTask ReturnAsync(string sql, DbCommand command)
    {
        command.Parameters.Clear();
        Keep(sql, (SqliteCommand)command);
        return ValueTask.CompletedTask;
    }

    internal override void AddList(DbCommand command, string name, IReadOnlyList<long> values)
        => ((SqliteCommand)command).Parameters.AddWithValue("@" + name, JsonSerializer.Serialize(values));

    internal override void AddList(DbCommand command, string name, IReadOnlyList<string> values)
        => ((SqliteCommand)command).Parameters.AddWithValue("@" + name, JsonSerializer.Serialize(values));

    private SqliteCommand Take(string sql)
    {
        if (idle.Remove(sql, out var command))
            return command;
        command = connection.CreateCommand();
        command.CommandText = SqliteWords.Translate(sql);
        return command;
    }

    private void Keep(string sql, SqliteCommand command)
    {
        if (idle.Count >= MostStatements || !idle.TryAdd(sql, command))
            command.Dispose();
    }
}
