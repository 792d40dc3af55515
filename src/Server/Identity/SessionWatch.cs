using System.Data.Common;
using Haggle.Core;
using Haggle.Core.People;

namespace Haggle.Server.Identity;

/// <summary>Notices sessions that ended elsewhere, on another node or by the command line, and closes their sockets here; stores when sessions were last used.</summary>
internal sealed partial class SessionWatch(
    ISessions sessions, CallerCache cache, SessionTouches touches, IDelivery delivery, TimeProvider clock, ILogger<SessionWatch> log) : BackgroundService
{
    private const int TouchesAtOnce = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Who ends a session elsewhere writes the time of its own clock, and may take a while to commit: look so far back each time.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private readonly Dictionary<SessionId, DateTimeOffset> handled = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryLookAsync(stoppingToken);
    }

    /// <returns>False when the store is away: everything waits for the next time.</returns>
    internal async Task<bool> TryLookAsync(CancellationToken cancellation)
    {
        cache.Sweep();
        try
        {
            await CloseEndedAsync(cancellation);
            await StoreTouchesAsync(cancellation);
            return true;
        }
        catch (Exception outage) when (outage is DbException or StorageUnavailableException or TimeoutException)
        {
            WatchWaits(log, outage);
            return false;
        }
    }

    private async Task CloseEndedAsync(CancellationToken cancellation)
    {
        var now = clock.Now();
        foreach (var (person, session) in await sessions.EndedSinceAsync(now - Overlap, cancellation))
        {
            if (!handled.TryAdd(session, now))
                continue;
            cache.Forget(person);
            delivery.Disconnect(person, session, SessionEnd.Revoked);
        }
        foreach (var old in handled.Where(entry => now - entry.Value > 2 * Overlap).ToList())
            handled.Remove(old.Key);
    }

    private async Task StoreTouchesAsync(CancellationToken cancellation)
    {
        if (touches.Take(TouchesAtOnce) is { Count: > 0 } used)
            await sessions.TouchAsync(used, cancellation);
    }

    [LoggerMessage(LogLevel.Warning, "Sessions that ended elsewhere are not seen now: the store is away")]
    private static partial void WatchWaits(ILogger log, Exception outage);
}
