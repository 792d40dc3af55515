using System.Text;
using System.Threading.RateLimiting;
using Haggle.Core;
using Haggle.Core.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Haggle.Integrations.RabbitMq;

/// <summary>
/// Sends what waits in the outbox, in order, and forgets it when the broker has confirmed it. An outage delays it and loses nothing. Of several processes on one
/// database one sends at a time, a batch a turn, so that events leave from wherever they were stored, and whoever dies is stood in for.
/// </summary>
internal sealed partial class OutboxRelay(Broker broker, IOutbox outbox, OutboxBell bell, TimeProvider clock, ILogger<OutboxRelay> log) : BackgroundService
{
    /// <summary>Events sent before the first confirm is waited for.</summary>
    private const int Window = 100;

    // The library's own limiter begins to delay at half of what it allows.
    private const int MostUnconfirmed = 4 * Window;

    /// <summary>The bell rings for what is stored here; what another process stored is found by looking.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    /// <summary>While another process has its turn: it may not have seen what was stored here.</summary>
    private static readonly TimeSpan Occupied = TimeSpan.FromMilliseconds(250);

    /// <summary>Far more than a batch takes. Whoever hangs for so long stands back; what it has sent by then may come twice.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(1);

    /// <summary>For the confirms of what is on its way when we stop: what is confirmed does not come twice.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly Backoff backoff = new(clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var connection = await broker.ConnectionAsync(stoppingToken);
            try
            {
                await RelayAsync(connection, stoppingToken);
            }
            catch (StorageUnavailableException outage)
            {
                RelayWaits(log, outage);
            }
            catch (Exception failure) when (BrokerTrouble.Is(failure, stoppingToken))
            {
                // The connection tells of its own end. A channel that the broker refuses is worth a line of its own.
                if (connection.IsOpen)
                    ChannelLost(log, BrokerTrouble.Reason(failure));
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, failure.GetType().Name); // the host would stop
            }
            await backoff.PauseAsync(stoppingToken);
        }
    }

    /// <summary>As long as the channel holds.</summary>
    private async Task RelayAsync(IConnection connection, CancellationToken cancellation)
    {
        using var limiter = new ThrottlingRateLimiter(MostUnconfirmed);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, limiter), cancellation);
        var declared = new HashSet<string>();
        while (true)
            if (await TakeTurnAsync(channel, declared, cancellation) is { } pause)
                await bell.WaitAsync(pause, cancellation);
            else
                backoff.Reset();
    }

    /// <returns>How long to wait for the next turn; null when more may wait.</returns>
    private async Task<TimeSpan?> TakeTurnAsync(IChannel channel, HashSet<string> declared, CancellationToken cancellation)
    {
        await using var turn = await outbox.TakeTurnAsync(LongestTurn, cancellation);
        if (turn is null)
            return Occupied;
        return await SendBatchAsync(channel, declared, cancellation) > 0 ? null : Idle;
    }

    /// <returns>How many were sent; they are forgotten.</returns>
    private async Task<int> SendBatchAsync(IChannel channel, HashSet<string> declared, CancellationToken cancellation)
    {
        var batch = await outbox.PeekAsync(Window, cancellation);
        foreach (var exchange in batch.Select(waiting => waiting.Event.Exchange).Distinct())
            if (declared.Add(exchange))
                await channel.DeclareAsync(exchange, cancellation);
        // All are on their way before the first is waited for; a channel keeps their order.
        var confirms = batch.Select(waiting => PublishAsync(channel, waiting.Event)).ToList();
        var all = Task.WhenAll(confirms);
        try
        {
            await all.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Task.WhenAny(all, Task.Delay(Farewell, clock, CancellationToken.None));
            throw;
        }
        finally
        {
            // What follows the first that failed is sent again after it, so that the order stays. Also when we stop: the broker has these.
            var sent = batch.Zip(confirms).TakeWhile(pair => pair.Second.IsCompletedSuccessfully).Select(pair => pair.First).ToList();
            await outbox.ForgetAsync(sent, CancellationToken.None);
        }
        return batch.Count;
    }

    // Not mandatory: an exchange that nobody listens to is the rule, and what nobody wants to hear has been said all the same.
    // Not cancelled: what is on its way arrives all the same, and nobody would know.
    private static async Task PublishAsync(IChannel channel, OutgoingEvent told)
        => await channel.BasicPublishAsync(
            told.Exchange, told.RoutingKey, mandatory: false, new BasicProperties { Persistent = true, ContentType = "application/json" },
            Encoding.UTF8.GetBytes(told.Body), CancellationToken.None);

    [LoggerMessage(LogLevel.Error, "The outbox waits: we failed with {Failure}")]
    private static partial void Failed(ILogger log, string failure);

    [LoggerMessage(LogLevel.Warning, "The outbox waits: the store is away")]
    private static partial void RelayWaits(ILogger log, Exception outage);

    [LoggerMessage(LogLevel.Warning, "The outbox waits: the broker took back its channel ({Reason})")]
    private static partial void ChannelLost(ILogger log, string reason);
}
