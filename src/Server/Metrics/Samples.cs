using Haggle.Core;
using Haggle.Core.Outbox;
using Haggle.Server.Settings;
using Haggle.Storage;

namespace Haggle.Server.Metrics;

/// <summary>What only the database can say. It is asked when somebody wants to know, not more often than every few seconds, and never for long.</summary>
internal sealed class Samples(IStorageHealth storage, IOutbox outbox, ServerSettings settings, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim looking = new(1);
    private long? takenAt;

    public StorageHealth? Database { get; private set; }

    /// <summary>Null while nothing is known, and without a broker.</summary>
    public OutboxState? Outbox { get; private set; }

    public TimeSpan? OutboxAge => Outbox is not { } state ? null : state.Oldest is { } oldest && clock.GetUtcNow() - oldest is { Ticks: > 0 } age ? age : TimeSpan.Zero;

    /// <summary>Never throws: a database that does not answer is what the sample says.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        if (!await EnterAsync(patience.Token))
            return;
        try
        {
            if (takenAt is { } before && clock.GetElapsedTime(before) < Freshness)
                return;
            Database = await storage.CheckAsync(patience.Token);
            if (settings.Broker is not null && Database.IsReachable)
                Outbox = await outbox.LookAsync(patience.Token);
            takenAt = clock.GetTimestamp();
        }
        catch (Exception outage) when (outage is StorageUnavailableException or OperationCanceledException)
        {
            if (!cancellation.IsCancellationRequested && Database is { } known)
                Database = known with { IsReachable = false, IsWritable = false };
        }
        finally
        {
            looking.Release();
        }
    }

    public void Dispose() => looking.Dispose();

    private async Task<bool> EnterAsync(CancellationToken patience)
    {
        try
        {
            await looking.WaitAsync(patience);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false; // somebody else is still asking: what was known before is shown
        }
    }
}
