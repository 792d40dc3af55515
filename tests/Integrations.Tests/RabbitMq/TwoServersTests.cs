using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Outbox;
using Haggle.Storage;
using Haggle.Testing;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Haggle.Integrations.Tests.RabbitMq;

/// <summary>Two servers on one database and one broker: both hear of sales, both tell what came of them.</summary>
public sealed class TwoServersTests : IAsyncLifetime
{
    private const int FirstTransaction = 900, Transactions = 5;
    private const string Required = "notification.chat.required";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly List<ServerProcess> servers = [];
    private readonly ConcurrentQueue<int> told = [];
    private readonly SemaphoreSlim more = new(0);
    private LocalRabbit rabbit = null!;
    private PostgresDatabase database = null!;
    private IConnection connection = null!;
    private IChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        rabbit = await LocalRabbit.StartAsync();
        database = await PostgresDatabase.CreateAsync();
        var settings = new Dictionary<string, string> { ["RABBITMQ_URL"] = rabbit.Url, ["DATABASE_URL"] = database.Url };
        for (var number = 0; number < 2; number++)
            servers.Add(await ServerProcess.StartAsync(settings));
        connection = await new ConnectionFactory { Uri = new Uri(rabbit.Url) }.CreateConnectionAsync();
        channel = await connection.CreateChannelAsync();
        await Shop.UntilAsync(AreHeardAsync, "both servers to listen");
        await ListenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
            await server.DisposeAsync();
        await connection.DisposeAsync();
        await database.DisposeAsync();
        await rabbit.DisposeAsync();
        more.Dispose();
    }

    [Fact]
    public async Task Each_event_is_sent_once_and_in_the_order_of_its_chat()
    {
        const int Sales = 200;
        for (var sale = 1; sale <= Sales; sale++)
            await SellAsync(sale);
        await HearAsync(Sales);
        await IsDoneAsync();
        Assert.Equal(Sales, told.Count); // and none twice
        await IsInOrderAsync();
    }

    [Fact]
    public async Task What_one_has_stored_the_other_sends_when_it_is_killed()
    {
        const int Sales = 300;
        for (var sale = 1; sale <= Sales; sale++)
        {
            await SellAsync(sale);
            if (sale == Sales / 3)
                await HearAsync(Sales / 10);
            if (sale == Sales / 2)
                servers[0].Kill();
        }
        await HearAsync(Sales);
        await IsDoneAsync();
        await IsInOrderAsync();
        await servers[0].StartAgainAsync();
        servers[1].Kill();
        await SellAsync(Sales + 1);
        await HearAsync(Sales + 1);
    }

    [Fact]
    public async Task Stopping_one_after_the_other_while_events_are_sent_sends_none_twice()
    {
        const int Sales = 200;
        for (var sale = 1; sale <= Sales; sale++)
        {
            await SellAsync(sale);
            if (sale % 50 != 0)
                continue;
            var server = servers[sale / 50 % 2];
            Assert.Equal(0, await server.StopAsync());
            await server.StartAgainAsync();
        }
        await HearAsync(Sales);
        await IsDoneAsync();
        Assert.Equal(Sales, told.Count);
        await IsInOrderAsync();
    }

    /// <summary>The first time that each was told.</summary>
    private IEnumerable<int> First => told.Distinct();

    private async Task ListenAsync()
    {
        await channel.ExchangeDeclareAsync("chat_messages", ExchangeType.Topic, durable: true);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, "chat_messages", "chat.#");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            told.Enqueue(JsonElement.Parse(delivery.Body.Span).GetProperty("message_metadata").GetProperty("sale_id").GetInt32());
            more.Release();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }

    private async Task SellAsync(int sale)
        => await channel.BasicPublishAsync(
            "notification_events", Required,
            Encoding.UTF8.GetBytes($$"""
                {"event_type": "open_completion_chat", "sale_id": {{sale}}, "buyer_id": 1000017, "seller_id": 1000018, "transaction_id": {{FirstTransaction + (sale % Transactions)}} }
                """));

    /// <summary>Until so many different ones have been told.</summary>
    private async Task HearAsync(int count)
    {
        while (First.Count() < count)
            Assert.True(await more.WaitAsync(Patience.Limit), $"Of {count} events {First.Count()} were told.");
    }

    /// <summary>Until nothing waits any more: whatever was still to be sent has been sent.</summary>
    private async Task IsDoneAsync()
    {
        await using var node = Storage();
        await Shop.UntilAsync(async () => (await node.GetRequiredService<IOutbox>().PeekAsync(1, None)).Count == 0, "an empty outbox");
        // What was confirmed before is in the queue before this, which nobody knows.
        await channel.BasicPublishAsync("chat_messages", "chat.end", Encoding.UTF8.GetBytes("""{"message_metadata": {"sale_id": 0} }"""));
        while (!told.Contains(0))
            Assert.True(await more.WaitAsync(Patience.Limit), "The end was not told.");
        var all = told.Where(sale => sale != 0).ToList();
        told.Clear();
        all.ForEach(told.Enqueue);
    }

    /// <summary>As they stand in their chats, so they were told.</summary>
    private async Task IsInOrderAsync()
    {
        await using var node = Storage();
        for (var transaction = FirstTransaction; transaction < FirstTransaction + Transactions; transaction++)
        {
            var chat = Assert.NotNull(await node.GetRequiredService<IChats>().FindByKeyAsync(UniqueKeys.Completion(transaction), None));
            var said = await SalesAsync(node, chat);
            Assert.Equal(said, First.Where(said.Contains));
        }
    }

    private static async Task<IReadOnlyList<int>> SalesAsync(ServiceProvider node, ChatId chat)
    {
        var member = (await node.GetRequiredService<IChats>().MembersAsync(chat, new PageRequest(), None)).Items[0].Person.Id;
        var lines = (await node.GetRequiredService<IMessages>().PageAsync(chat, member, new MessageRange { Limit = 100 }, None))!.Items;
        return [.. lines.OrderBy(line => line.Seq).Select(line => JsonElement.Parse(line.Payload!).GetProperty("sale_id").GetInt32())];
    }

    /// <summary>What the servers share, to look into.</summary>
    private ServiceProvider Storage() => new ServiceCollection().AddLogging().AddStorage(new StorageOptions { DatabaseUrl = database.Url, PoolSize = 2 }).BuildServiceProvider();

    private async Task<bool> AreHeardAsync()
    {
        try
        {
            await using var look = await connection.CreateChannelAsync();
            return (await look.QueueDeclarePassiveAsync("chat_svc_notification_events_notification_chat_required")).ConsumerCount == servers.Count;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return false;
        }
    }
}
