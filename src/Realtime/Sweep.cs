using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Realtime.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haggle.Realtime;

/// <summary>The one clock of all sockets: asks the silent whether they are there, cuts those who are not, ends what has expired.</summary>
/// <remarks>Once a second over all connections instead of a timer for each: ten thousand idle sockets cost a fraction of a millisecond.</remarks>
public sealed partial class Sweep(Hub hub, IPeople people, TimeProvider clock, ILogger<Sweep> log) : BackgroundService
{
    /// <summary>A socket that was silent for so long is asked.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(25);

    /// <summary>A client is told so long before its token ends.</summary>
    private static readonly TimeSpan Warning = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClosingTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StreamIdle = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        for (var round = 0; await second.WaitForNextTickAsync(stoppingToken); round++)
        {
            SweepConnections(Environment.TickCount64);
            foreach (var stopped in hub.Typing.StopExpired())
                hub.Whisper(stopped);
            if (round % 30 == 29)
            {
                hub.ForgetIdleStreams(Environment.TickCount64 - (long)StreamIdle.TotalMilliseconds);
                await StoreLastSeenAsync(stoppingToken);
            }
        }
    }

    /// <param name="now">Milliseconds on <see cref="Environment.TickCount64"/>.</param>
    internal void SweepConnections(long now)
    {
        var instant = clock.GetUtcNow();
        foreach (var connection in hub.Connections)
        {
            if (connection.IsClosing)
            {
                if (now - connection.ClosingSince > ClosingTimeout.TotalMilliseconds)
                    connection.Abort();
            }
            else if (connection.PingedAt != 0)
            {
                if (now - connection.PingedAt > PongTimeout.TotalMilliseconds)
                    connection.Abort();
            }
            else if (instant >= connection.Deadline)
            {
                connection.Close(CloseCode.PolicyViolation, "session expired");
            }
            else if (now - connection.LastHeard > PingInterval.TotalMilliseconds)
            {
                connection.PingedAt = now;
                connection.Send(Frame.Ping);
            }
            Warn(connection, instant);
            connection.ForgetCatchUp(now);
        }
    }

    private static void Warn(Connection connection, DateTimeOffset now)
    {
        if (connection.TokenEnd is not { } end || now < end - Warning)
            return;
        connection.TokenEnd = null;
        if (connection.Codec.Encode(new SessionExpiring(end), connection.Listener) is { } frame)
            connection.Send(frame);
    }

    private async Task StoreLastSeenAsync(CancellationToken cancellation)
    {
        try
        {
            while (hub.Presence.TakeLastSeen(500) is { Count: > 0 } seen)
                await people.SeenAsync(seen, cancellation);
        }
        catch (Exception outage) when (outage is not OperationCanceledException)
        {
            LastSeenIsLost(log, outage);
        }
    }

    [LoggerMessage(LogLevel.Warning, "When people were last seen could not be stored: the store is away")]
    private static partial void LastSeenIsLost(ILogger log, Exception outage);
}
