using Haggle.Realtime;
using Haggle.Realtime.Sockets;
using Haggle.Server.Settings;

namespace Haggle.Server.Hosting;

/// <summary>A planned stop: every socket is told to go away, and comes back elsewhere or later; what is being stored is stored.</summary>
/// <remarks>
/// With time to drain, <c>/ready</c> turns first, for a quarter of it, until the load balancer sends nobody here any more; then the sockets go, one after
/// the other. Until the end of it whoever comes all the same is served.
/// </remarks>
internal sealed class Departure(Hub hub, Drain drain, ServerSettings settings) : IHostedLifecycleService
{
    /// <summary>How long clients have to answer our close before the connection is cut.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    /// <summary>All of it, and what the rest of the host needs to stop.</summary>
    public static TimeSpan MostFor(ServerSettings settings) => settings.DrainTime + 2 * Goodbye;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before anything else stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (settings.DrainTime == TimeSpan.Zero)
        {
            hub.CloseForGood(CloseCode.GoingAway, "going away");
            return;
        }
        await Task.Delay(settings.DrainTime / 4, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await drain.RunAsync(settings.DrainTime * 3 / 4, cancellationToken);
    }

    /// <summary>Waits for the sockets: the listener would wait for them too, but longer, and cut them without a word.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var until = Environment.TickCount64 + (long)Goodbye.TotalMilliseconds;
        while (hub.ConnectionCount > 0 && Environment.TickCount64 < until && !cancellationToken.IsCancellationRequested)
            await Task.Delay(20, CancellationToken.None);
        foreach (var connection in hub.Connections)
            connection.Abort();
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
