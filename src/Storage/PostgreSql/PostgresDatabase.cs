using System.Data;
using Haggle.Core;
using Haggle.Storage.Relational;
using Npgsql;

namespace Haggle.Storage.PostgreSql;

/// <summary>A PostgreSQL database behind a bounded pool of connections.</summary>
internal sealed class PostgresDatabase : Database, IAsyncDisposable
{
    private const int MostTries = 8;

    // A prepared plan outlives the statistics that it was made of. Made while the tables were almost empty, it would read and sort a whole table
    // for a page of it; and every statement of ours has an index to go by.
    private const string AlongIndexes = "SET enable_seqscan = off; SET jit = off";

    // Of their own: a turn may take a while, and must not take a connection from those who wait for theirs.
    private const int TurnConnections = 2;

    private readonly NpgsqlDataSource alone;
    private readonly NpgsqlDataSource turns;
    private long doubts;

    /// <param name="address">See <see cref="PostgresUrl"/>.</param>
    /// <param name="poolSize">The most connections beside the writers' own.</param>
    /// <exception cref="FormatException">The address cannot be understood.</exception>
    public PostgresDatabase(string address, int poolSize)
    {
        var settings = PostgresUrl.Parse(address);
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = 50;
        if (!settings.ShouldSerialize("Timeout"))
            settings.Timeout = 3; // for a free connection, too: then fail rather than queue
        if (!settings.ShouldSerialize("Command Timeout"))
            settings.CommandTimeout = 5;
        if (!settings.ShouldSerialize("Application Name"))
            settings.ApplicationName = "haggle";
        settings.IncludeErrorDetail = false; // the detail may hold what somebody wrote
        settings.MaxPoolSize = poolSize;
        settings.NoResetOnClose = true; // no work leaves anything behind in its session that would have to be cleared away
        Source = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "haggle" }.UsePhysicalConnectionInitializer(SetUp, SetUpAsync).Build();
        settings.MinPoolSize = 0;
        settings.MaxPoolSize = TurnConnections;
        turns = NpgsqlDataSource.Create(settings);
        settings.Pooling = false;
        alone = NpgsqlDataSource.Create(settings);
    }

    public NpgsqlDataSource Source { get; }

    public override string Name => "postgresql";

    public override string SchemaFolder => "PostgreSql";

    // Any number will do that nobody else in the database locks.
    public override string LockSchema => "SELECT pg_advisory_xact_lock(4855476761141)";

    public override string FindHistory => "SELECT 1 WHERE to_regclass('schema_history') IS NOT NULL";

    public override string Size => "SELECT pg_database_size(current_database())";

    public override string ReadVersion => "SELECT current_setting('server_version')";

    public override string ReadClock => $"SELECT {Now}";

    public override string Now => "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)";

    public override long Doubts => Volatile.Read(ref doubts);

    public override string DrawPersonId => "SELECT nextval('person_ids')";

    public override ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation)
        => RunAsync(work, isolation: null, isWriting: false, cancellation);

    public override ValueTask<T> SnapshotAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation)
        => RunAsync(work, IsolationLevel.RepeatableRead, isWriting: false, cancellation);

    public override ValueTask<T> WriteAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation)
        => RunAsync(work, IsolationLevel.ReadCommitted, isWriting: true, cancellation);

    public override ValueTask<T> WriteOneAsync<T>(Func<Session, ValueTask<T>> work, CancellationToken cancellation)
        => RunAsync(work, isolation: null, isWriting: true, cancellation);

    public override async ValueTask<IAsyncDisposable?> TakeTurnAsync(long number, TimeSpan most, CancellationToken cancellation)
        => await PostgresTurn.TakeAsync(await OpenAsync(turns, cancellation), number, most, cancellation);

    /// <summary>A statement was sent, and nobody knows what came of it.</summary>
    public void Doubt() => Interlocked.Increment(ref doubts);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await alone.DisposeAsync();
        await turns.DisposeAsync();
    }

    /// <summary>A connection of its own, to be kept, whose session may be set up as its owner likes.</summary>
    /// <exception cref="StorageUnavailableException"/>
    public ValueTask<NpgsqlConnection> OpenOwnAsync(CancellationToken cancellation) => OpenAsync(alone, cancellation);

    private static void SetUp(NpgsqlConnection connection)
    {
        using var setting = new NpgsqlCommand(AlongIndexes, connection);
        setting.ExecuteNonQuery();
    }

    private static async Task SetUpAsync(NpgsqlConnection connection)
    {
        await using var setting = new NpgsqlCommand(AlongIndexes, connection);
        await setting.ExecuteNonQueryAsync();
    }

    // Whatever the reason: a server that lets nobody in is away, too.
    private static async ValueTask<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellation);
        }
        catch (Exception failure) when (failure is PostgresException || PostgresErrors.IsOutage(failure))
        {
            throw PostgresErrors.Unavailable(failure);
        }
    }

    private async ValueTask<T> RunAsync<T>(Func<Session, ValueTask<T>> work, IsolationLevel? isolation, bool isWriting, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                return await TryAsync(work, isolation, isWriting, cancellation);
            }
            catch (PostgresException conflict) when (attempt < MostTries && PostgresErrors.IsConflict(conflict))
            {
                // Those who met go on at different moments.
                await Task.Delay(Random.Shared.Next(attempt * 4), cancellation);
            }
            catch (Exception failure) when (PostgresErrors.IsOutage(failure))
            {
                if (isWriting)
                    Doubt();
                throw PostgresErrors.Unavailable(failure);
            }
    }

    private async ValueTask<T> TryAsync<T>(Func<Session, ValueTask<T>> work, IsolationLevel? isolation, bool isWriting, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(Source, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (isWriting)
            cancellation = CancellationToken.None; // a caller that goes away must not leave a change that was stored and told to nobody
        var session = new PostgresSession(this, connection, cancellation);
        if (isolation is not { } level)
            return await work(session);
        await using var transaction = await connection.BeginTransactionAsync(level, cancellation);
        var result = await work(session);
        await transaction.CommitAsync(cancellation);
        return result;
    }
}
