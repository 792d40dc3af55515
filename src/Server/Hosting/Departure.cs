using Haggle.Realtime;
using Haggle.Realtime.Sockets;

namespace Haggle.Server.Hosting;

/// <summary>A planned stop: every socket is told to go away, and comes back elsewhere or later; what is being stored is stored.</summary>
internal sealed class Departure(Hub hub, IHostApplicationLifetime lifetime) : IHostedService
{
    /// <summary>How long clients have to answer our close before the connection is cut.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(CloseSockets);
        return Task.CompletedTask;
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

    private void CloseSockets()
    {
        foreach (var connection in hub.Connections)
            connection.Close(CloseCode.GoingAway, "going away");
    }
}
