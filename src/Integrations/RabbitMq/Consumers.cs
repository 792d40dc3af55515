using Haggle.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Haggle.Integrations.RabbitMq;

/// <summary>
/// Hears the marketplace's events, one after the other over all queues, and acknowledges each when it is handled. One that cannot be understood is logged
/// without its content and acknowledged; while the store is away, it waits unacknowledged.
/// </summary>
internal sealed partial class Consumers(Broker broker, IEnumerable<ISubscriber> subscribers, TimeProvider clock, ILogger<Consumers> log) : BackgroundService
{
    /// <summary>Events of each queue that are with us at a time.</summary>
    private const ushort Prefetch = 10;

    /// <summary>More is nobody's event.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>Failures of our own: then the event is given up, so that those behind it have their turn.</summary>
    private const int MostTries = 3;

    private readonly List<Subscription> subscriptions = [.. subscribers.SelectMany(subscriber => subscriber.Subscriptions)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(clock);
        while (true)
        {
            var connection = await broker.ConnectionAsync(stoppingToken);
            try
            {
                await ConsumeAsync(connection, backoff, stoppingToken);
            }
            catch (Exception failure) when (BrokerTrouble.Is(failure, stoppingToken))
            {
                if (connection.IsOpen) // the connection tells of its own end
                    ChannelLost(log, BrokerTrouble.Reason(failure));
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, failure.GetType().Name); // the host would stop
            }
            await backoff.PauseAsync(stoppingToken);
        }
    }

    /// <summary>As long as the channel and all its consumers hold.</summary>
    private async Task ConsumeAsync(IConnection connection, Backoff backoff, CancellationToken stoppingToken)
    {
        using var open = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken); // its consumers are called one after the other
        channel.ChannelShutdownAsync += (_, _) => EndAsync();
        await channel.BasicQosAsync(0, Prefetch, global: false, stoppingToken);
        foreach (var subscription in subscriptions)
            await channel.DeclareAsync(subscription, stoppingToken);
        foreach (var subscription in subscriptions)
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, delivery) => TakeAsync(channel, subscription, delivery, open.Token);
            consumer.UnregisteredAsync += (_, _) => EndAsync(); // its queue was deleted
            await channel.BasicConsumeAsync(subscription.Queue, autoAck: false, consumer, stoppingToken);
        }
        backoff.Reset();
        if (!channel.IsOpen)
            ended.TrySetResult(); // before we listened
        try
        {
            await ended.Task.WaitAsync(stoppingToken);
        }
        finally
        {
            await open.CancelAsync(); // who waits for the store lets go: the event comes again
        }

        Task EndAsync()
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        }
    }

    private async Task TakeAsync(IChannel channel, Subscription subscription, BasicDeliverEventArgs delivery, CancellationToken open)
    {
        try
        {
            await HandleAsync(subscription, delivery.Body, open);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, CancellationToken.None); // what is handled should not come again only because we stop
        }
        catch (OperationCanceledException) when (open.IsCancellationRequested)
        {
            // Not acknowledged: it comes again.
        }
        catch (Exception failure) when (BrokerTrouble.Is(failure, open))
        {
            // Handled, but the broker does not know: it comes again, and changes nothing.
        }
    }

    private async Task HandleAsync(Subscription subscription, ReadOnlyMemory<byte> body, CancellationToken open)
    {
        if (body.Length > MaxBytes)
        {
            PassedOver(log, subscription.Queue, "too long");
            return;
        }
        var backoff = new Backoff(clock);
        for (int tries = 1, outages = 0; ;)
        {
            try
            {
                if (await subscription.Handle(body, open) is { } reason)
                    PassedOver(log, subscription.Queue, reason);
                return;
            }
            catch (StorageUnavailableException outage)
            {
                if (outages++ == 0)
                    StoreAway(log, subscription.Queue, outage);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !open.IsCancellationRequested)
            {
                if (tries++ == MostTries)
                {
                    GivenUp(log, subscription.Queue, failure.GetType().Name); // its message may repeat what the event says
                    return;
                }
            }
            await backoff.PauseAsync(open);
        }
    }

    [LoggerMessage(LogLevel.Error, "Events are not heard now: we failed with {Failure}")]
    private static partial void Failed(ILogger log, string failure);

    [LoggerMessage(LogLevel.Warning, "An event from {Queue} is passed over: {Reason}")]
    private static partial void PassedOver(ILogger log, string queue, string reason);

    [LoggerMessage(LogLevel.Warning, "Events from {Queue} wait: the store is away")]
    private static partial void StoreAway(ILogger log, string queue, Exception outage);

    [LoggerMessage(LogLevel.Error, "An event from {Queue} is given up: we failed with {Failure} each time")]
    private static partial void GivenUp(ILogger log, string queue, string failure);

    [LoggerMessage(LogLevel.Warning, "Events are not heard now: the broker took back the channel ({Reason})")]
    private static partial void ChannelLost(ILogger log, string reason);
}
