using RabbitMQ.Client;

namespace Haggle.Integrations.RabbitMq;

/// <summary>Where the broker is, as RABBITMQ_URL says it: <c>amqp://user:password@host:5672/vhost</c>. A bare trailing slash is the virtual host <c>/</c>.</summary>
public sealed class BrokerAddress
{
    private readonly Uri url;

    private BrokerAddress(Uri url) => this.url = url;

    /// <returns>Null when it is no such URL. No part of it is ever said: it holds a password.</returns>
    public static BrokerAddress? Parse(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "amqp" or "amqps"
            && url.Host.Length > 0
            && url.UserInfo.Count(character => character == ':') <= 1
            && url.Segments.Length <= 2
            && url.Query.Length == 0
            && url.Fragment.Length == 0
            ? new BrokerAddress(url)
            : null;

    /// <summary>Host and port: what may be said of it.</summary>
    public override string ToString() => $"{url.Host}:{(url.Port > 0 ? url.Port : url.Scheme == "amqps" ? 5671 : 5672)}";

    internal ConnectionFactory ToFactory() => new()
    {
        Uri = url,
        ClientProvidedName = "haggle",
        // The library would bring back what it knows, but neither a first connection that fails nor a channel that the broker has closed: we begin anew in each case.
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
        HandshakeContinuationTimeout = TimeSpan.FromSeconds(5),
        ContinuationTimeout = TimeSpan.FromSeconds(10),
        RequestedHeartbeat = TimeSpan.FromSeconds(15),
        MaxInboundMessageBodySize = 1024 * 1024,
    };
}
