using System.Collections.Concurrent;
using Haggle.Core;
using Haggle.Storage.Relational;

namespace Haggle.Storage.Sqlite;

/// <summary>A SQLite file: one thread writes, several connections read beside it.</summary>
/// <remarks>Reads block their thread for their short time: the engine is a library, and a page of messages takes it some 100 microseconds.</remarks>
internal sealed class SqliteDatabase : Database, IDisposable
{
    private readonly ConcurrentBag<SqliteSession> idleReaders = [];
    private readonly SemaphoreSlim readers = new(Math.Max(4, Environment.ProcessorCount));
    private readonly SqliteTurns turns = new();
    private bool isDisposed;

    public SqliteDatabase(string path, int queueLength)
    {
        Path = System.IO.Path.GetFullPath(path);
        Writer = new SqliteWriter(() => OpenSession(isWriter: true), queueLength);
    }

    public string Path { get; }

    public SqliteWriter Writer { get; }

    public override string Name => "sqlite";

    public override string SchemaFolder => "Sqlite";

    public override string LockSchema => "SELECT 1"; // every write here holds the lock of the whole file

    public override string FindHistory => "SELECT 1 FROM sqlite_master WHERE name = 'schema_history'";

    public override string Size => "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";

    public override string ReadVersion => "SELECT sqlite_version()";

    public override string Now => "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)";

    public override string DrawPersonId => "UPDATE counters SET value = value + 1 WHERE name = 'person' RETURNING value";

    public override ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation)
        => ReadAsync(work, inTransaction: false, cancellation);

    public override ValueTask<T> SnapshotAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation)
        => ReadAsync(work, inTransaction: true, cancellation);

    public override ValueTask<T> WriteAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = new SqliteWork<T>(work);
        return Writer.TryAdd(waiting)
            ? new ValueTask<T>(waiting.Task)
            : ValueTask.FromException<T>(new StorageUnavailableException("Too many changes wait for the SQLite file."));
    }

    public override ValueTask<T> WriteOneAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation) => WriteAsync(work, cancellation);

    public override ValueTask<IAsyncDisposable?> TakeTurnAsync(long number, TimeSpan most, CancellationToken cancellation)
        => ValueTask.FromResult<IAsyncDisposable?>(turns.Take(number, most));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
            return; // a container that knows it under two names disposes of it twice
        Writer.Dispose();
        while (idleReaders.TryTake(out var reader))
            reader.Dispose();
        readers.Dispose();
    }

    private SqliteSession OpenSession(bool isWriter)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        return SqliteSession.Open(this, Path, isWriter);
    }

    private async ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, bool inTransaction, CancellationToken cancellation)
    {
        await readers.WaitAsync(cancellation);
        try
        {
            return await ReadAsync(work, inTransaction);
        }
        catch (Exception failure) when (SqliteErrors.IsOutage(failure))
        {
            throw SqliteErrors.Unavailable(failure);
        }
        finally
        {
            readers.Release();
        }
    }

    private async ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, bool inTransaction)
    {
        if (!idleReaders.TryTake(out var session))
            session = OpenSession(isWriter: false);
        try
        {
            if (inTransaction)
                session.Run("BEGIN");
            var result = await work(session);
            if (inTransaction)
                session.Run("COMMIT");
            idleReaders.Add(session);
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
