using Haggle.Core;
using Haggle.Storage.Relational;

namespace Haggle.Storage;

/// <summary>Reads and writes one row to see whether the store works.</summary>
internal sealed class StorageHealthCheck(Database database, IMigrations migrations, TimeProvider clock) : IStorageHealth, IDisposable
{
    // Whoever asks often, such as a load balancer with many nodes, is answered from the last look.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private const string Beat = "UPDATE heartbeat SET checked_at_us = @now";

    private readonly SemaphoreSlim looking = new(1);
    private StorageHealth? last;
    private DateTimeOffset lastAt;

    public async ValueTask<StorageHealth> CheckAsync(CancellationToken cancellation)
    {
        await looking.WaitAsync(cancellation);
        try
        {
            var now = clock.Now();
            if (last is { } known && now - lastAt is var age && age >= TimeSpan.Zero && age < Freshness)
                return known;
            lastAt = now;
            return last = await LookAsync(now, cancellation);
        }
        finally
        {
            looking.Release();
        }
    }

    public void Dispose() => looking.Dispose();

    private async Task<StorageHealth> LookAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var health = new StorageHealth(database.Name, false, false, false, null, null);
        try
        {
            var schema = await migrations.StatusAsync(cancellation);
            health = health with
            {
                IsReachable = true,
                IsCurrent = schema.All(migration => migration.State == MigrationState.Applied),
                Version = await database.ReadAsync(session => session.Query(database.ReadVersion).FirstAsync(row => row.Text()), cancellation),
                Clock = await ReadClockAsync(cancellation),
                Bytes = await database.ReadAsync(session => session.Query(database.Size).NumberAsync(), cancellation),
            };
            if (!health.IsCurrent)
                return health with { Problem = "The schema is not the one of this program: see the migrations." };
            await database.WriteOneAsync(session => session.Query(Beat).With("now", now).ExecuteAsync(), cancellation);
            return health with { IsWritable = true };
        }
        catch (StorageUnavailableException outage)
        {
            return health with { Problem = outage.Message };
        }
    }

    private async ValueTask<DateTimeOffset?> ReadClockAsync(CancellationToken cancellation)
        => database.ReadClock is { } clockOfDatabase && await database.ReadAsync(session => session.Query(clockOfDatabase).NumberAsync(), cancellation) is { } microseconds
            ? Core.Clock.FromUnixMicroseconds(microseconds)
            : null;
}
