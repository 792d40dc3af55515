using Haggle.Core.Chats;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime;

/// <summary>Empties this node socket by socket: each client is told when to come back, and closed at that moment, so that they do not all come to another node at once.</summary>
public sealed class Drain(Hub hub, TimeProvider clock)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <param name="over">How long it takes.</param>
    /// <param name="cut">Ends it at once.</param>
    public async Task RunAsync(TimeSpan over, CancellationToken cut)
    {
        var begun = clock.GetTimestamp();
        var due = Tell(over);
        while (due.TryPeek(out _, out var at) && !cut.IsCancellationRequested)
        {
            for (; at <= clock.GetElapsedTime(begun); due.TryPeek(out _, out at))
            {
                due.Dequeue().Close(CloseCode.Restart, "restarting");
                if (due.Count == 0)
                    break;
            }
            await Task.Delay(Step, clock, cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        hub.CloseForGood(CloseCode.Restart, "restarting");
    }

    private PriorityQueue<Connection, TimeSpan> Tell(TimeSpan over)
    {
        var due = new PriorityQueue<Connection, TimeSpan>();
        foreach (var connection in hub.Connections)
        {
            var wait = over * Random.Shared.NextDouble();
            if (connection.Codec.Encode(new ServerDraining(wait), connection.Listener) is { } frame)
                connection.Send(frame);
            due.Enqueue(connection, wait);
        }
        return due;
    }
}
