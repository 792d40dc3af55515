using RabbitMQ.Client;

namespace Haggle.Integrations.RabbitMq;

/// <summary>The exchanges and queues that the marketplace's services share. Source: contracts/gametrade-events.md.</summary>
internal static class Topology
{
    public const string UserEvents = "user_events";
    public const string NotificationEvents = "notification_events";
    public const string ChatMessages = "chat_messages";

    public static Task DeclareAsync(this IChannel channel, string exchange, CancellationToken cancellation)
        => channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellation);

    public static async Task DeclareAsync(this IChannel channel, Subscription wanted, CancellationToken cancellation)
    {
        await channel.DeclareAsync(wanted.Exchange, cancellation);
        await channel.QueueDeclareAsync(wanted.Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellation);
        await channel.QueueBindAsync(wanted.Queue, wanted.Exchange, wanted.RoutingKey, cancellationToken: cancellation);
    }
}

/// <summary>A queue of ours, what it hears, and who takes it.</summary>
internal sealed record Subscription(string Exchange, string RoutingKey, Handler Handle)
{
    /// <summary>Such as <c>chat_svc_user_events_user_created</c>.</summary>
    public string Queue => $"chat_svc_{Exchange}_{RoutingKey.Replace('.', '_')}";
}

/// <summary>Takes one event. Safe to repeat.</summary>
/// <returns>Null when it is done; else why it was not, in words without its content.</returns>
/// <exception cref="Core.StorageUnavailableException">It is to be tried again.</exception>
internal delegate ValueTask<string?> Handler(ReadOnlyMemory<byte> body, CancellationToken cancellation);

/// <summary>Whoever takes the marketplace's events.</summary>
internal interface ISubscriber
{
    IEnumerable<Subscription> Subscriptions { get; }
}
