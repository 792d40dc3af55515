namespace Haggle.Storage.Relational;

/// <summary>One engine, as the ports see it: work is handed in, and runs on a connection of the engine's choice.</summary>
/// <remarks>
/// Work may run again after a conflict with other work, so it must have no effect but through its session.
/// When the database is away, full or read-only, every method throws <see cref="Core.StorageUnavailableException"/>.
/// </remarks>
internal abstract class Database
{
    /// <summary>The engine's name, in small letters.</summary>
    public abstract string Name { get; }

    /// <summary>The folder of the engine's migrations.</summary>
    public abstract string SchemaFolder { get; }

    /// <summary>Holds off every other change of the schema until the transaction ends.</summary>
    public abstract string LockSchema { get; }

    /// <summary>A row if the table of applied migrations is there.</summary>
    public abstract string FindHistory { get; }

    /// <summary>The bytes that the data takes.</summary>
    public abstract string Size { get; }

    /// <summary>The engine's version, as text.</summary>
    public abstract string ReadVersion { get; }

    /// <summary>The database's own time, in microseconds since 1970; null where it has none of its own.</summary>
    public virtual string? ReadClock => null;

    /// <summary>An expression: the time now, in microseconds since 1970.</summary>
    public abstract string Now { get; }

    /// <summary>How many writes ended without anybody knowing whether they took effect; none where the engine is no further away than its file.</summary>
    public virtual long Doubts => 0;

    /// <summary>Draws the id of a new person. Ids may have holes.</summary>
    public abstract string DrawPersonId { get; }

    /// <summary>Each statement sees its own moment: for one statement, or for several that need not agree.</summary>
    public abstract ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation);

    /// <summary>All statements see one and the same moment.</summary>
    public abstract ValueTask<T> SnapshotAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation);

    /// <summary>One transaction; its result is returned after the commit.</summary>
    public abstract ValueTask<T> WriteAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation);

    /// <summary>One statement that is a transaction by itself.</summary>
    public abstract ValueTask<T> WriteOneAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation);

    /// <summary>What one at a time may do, of all who work on this database. It ends when it is disposed of, after so long, and with its process.</summary>
    /// <returns>Null while somebody else has it.</returns>
    public abstract ValueTask<IAsyncDisposable?> TakeTurnAsync(long number, TimeSpan most, CancellationToken cancellation);
}
