using System.Text;
using System.Text.Json;
using Haggle.Testing;
using RabbitMQ.Client;

namespace Haggle.Integrations.Tests.RabbitMq;

/// <summary>The whole server with a broker that comes and goes.</summary>
public sealed class ServerTests
{
    private const string Queue = "chat_svc_notification_events_notification_chat_required";

    [Fact]
    public async Task The_server_serves_without_a_broker_and_hears_and_tells_when_it_is_there()
    {
        await using var rabbit = await LocalRabbit.StartAsync();
        await rabbit.KillAsync();
        var settings = new Dictionary<string, string> { ["RABBITMQ_URL"] = rabbit.Url };
        await using var server = await ServerProcess.StartAsync(settings);
        await server.Output.FirstAsync(line => line.Contains(" is away: ", StringComparison.Ordinal), "the line that it is away");
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.RegisterAsync("Anna"), await api.RegisterAsync("Boris"));
        await api.SendAsync(anna, await api.OpenDirectAsync(anna, boris), "Is it still for sale?");

        await rabbit.RestartAsync();
        await server.Output.FirstAsync(line => line.Contains(" is there", StringComparison.Ordinal), "the line that it is there");
        var body = JsonElement.Parse((await SellAsync(rabbit)).Body.Span);
        Assert.Equal("completion_45", body.GetProperty("chat_id").GetString());
        Assert.Contains("lets us in", await ServerProgram.RunAsync(settings, "doctor"), StringComparison.Ordinal);

        Assert.Equal(0, await server.StopAsync());
        Assert.Single(server.Output.All, line => line.Contains(" is away: ", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Output.All, line => line.Contains("guest", StringComparison.Ordinal));
    }

    /// <summary>Tells of a sale, and takes what is told of its chat.</summary>
    private static async Task<BasicGetResult> SellAsync(LocalRabbit rabbit)
    {
        await using var services = await new ConnectionFactory { Uri = new Uri(rabbit.Url) }.CreateConnectionAsync();
        await using var channel = await services.CreateChannelAsync();
        // As the server declares them, which may be about to: an event must not come before its queue.
        await channel.ExchangeDeclareAsync("notification_events", ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(Queue, "notification_events", "notification.chat.required");
        await channel.ExchangeDeclareAsync("chat_messages", ExchangeType.Topic, durable: true);
        var listener = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(listener, "chat_messages", "chat.#");
        await channel.BasicPublishAsync(
            "notification_events", "notification.chat.required",
            Encoding.UTF8.GetBytes("""{"event_type": "open_completion_chat", "sale_id": 45, "buyer_id": 1000017, "seller_id": 1000018, "transaction_id": 900}"""));
        BasicGetResult? told = null;
        await Shop.UntilAsync(async () => (told = await channel.BasicGetAsync(listener, autoAck: true)) is not null, "what is told of the chat");
        return told ?? throw new InvalidOperationException("Nothing was told.");
    }
}
