using System.Text;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Outbox;
using Haggle.Core.People;
using Haggle.Integrations.RabbitMq;
using Haggle.Storage;
using Haggle.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Haggle.Integrations.Tests.RabbitMq;

/// <summary>A marketplace whose services talk to us over a broker of its own. Its tests run one after the other; each makes people of its own.</summary>
public abstract class Shop : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static int lastId = 1_000_000;

    private readonly LogBook log = new();
    private IHost? host;
    private IConnection? services;
    private IChannel theirs = null!;

    public LocalRabbit Rabbit { get; private set; } = null!;

    public IPeople People => Get<IPeople>();

    public IChats Chats => Get<IChats>();

    public IOutbox Outbox => Get<IOutbox>();

    internal Hall Hall { get; } = new();

    internal MoodyHearsay Hearsay => (MoodyHearsay)Get<IHearsay>();

    internal Received<string> Log => log.Lines;

    public T Get<T>()
        where T : notnull
        => host!.Services.GetRequiredService<T>();

    /// <summary>Of a user, a sale or a transaction that no other test has. Far above our own numbers, which are those of local accounts.</summary>
    public static int NewId() => Interlocked.Increment(ref lastId);

    public async ValueTask InitializeAsync()
    {
        Rabbit = await LocalRabbit.StartAsync();
        await ReconnectAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (services is not null)
            await services.DisposeAsync();
        await Rabbit.DisposeAsync();
        await DropAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts our side, and waits until its queues are there.</summary>
    public async Task OpenAsync()
    {
        host = Build(await OptionsAsync());
        await Get<IMigrations>().UpAsync(None);
        await host.StartAsync();
        await UntilAsync(QueuesAreThereAsync, "our queues");
    }

    /// <summary>Stops our side; what is with the broker stays there.</summary>
    public async Task CloseAsync()
    {
        if (host is null)
            return;
        await host.StopAsync();
        host.Dispose();
        host = null;
    }

    /// <summary>The marketplace's own connection, after the broker was away.</summary>
    public async Task ReconnectAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        services = await new ConnectionFactory { Uri = new Uri(Rabbit.Url), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        theirs = await services.CreateChannelAsync();
    }

    public async Task PublishAsync(string exchange, string routingKey, string body) => await PublishAsync(exchange, routingKey, Encoding.UTF8.GetBytes(body));

    public async Task PublishAsync(string exchange, string routingKey, byte[] body)
        => await theirs.BasicPublishAsync(exchange, routingKey, mandatory: true, new BasicProperties { Persistent = true }, body);

    /// <summary>A queue of another service's that hears everything of this exchange from now on.</summary>
    public async Task<string> ListenAsync(string exchange)
    {
        var queue = $"listener_{Guid.NewGuid():N}";
        await theirs.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true);
        await theirs.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await theirs.QueueBindAsync(queue, exchange, "#");
        return queue;
    }

    /// <summary>The next one in the queue, when it comes.</summary>
    public async Task<BasicGetResult> TakeAsync(string queue)
    {
        BasicGetResult? got = null;
        await UntilAsync(async () => (got = await theirs.BasicGetAsync(queue, autoAck: true)) is not null, "a message");
        return got ?? throw new InvalidOperationException("There is no message.");
    }

    public async Task<bool> IsEmptyAsync(string queue) => await theirs.BasicGetAsync(queue, autoAck: true) is null;

    public async Task<uint> WaitingInAsync(string queue) => await theirs.MessageCountAsync(queue);

    /// <summary>Until at least so many wait: a broker that was killed may bring back what had been acknowledged just before.</summary>
    public Task QueuedAsync(string queue, int count) => UntilAsync(async () => await WaitingInAsync(queue) >= count, $"{count} in {queue}");

    public async Task<Person?> PersonAsync(int id) => await People.FindByExternalIdAsync(PersonKind.Account, $"{id}", None);

    public async Task<Person> PersonAsync(int id, Func<Person, bool> wanted, string what)
    {
        Person? person = null;
        await UntilAsync(async () => (person = await PersonAsync(id)) is not null && wanted(person), what);
        return person!;
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(patience.Elapsed < Patience.Limit, $"Waited for {what} in vain.");
            await Task.Delay(Patience.BetweenLooks);
        }
    }

    protected abstract Task<StorageOptions> OptionsAsync();

    protected abstract Task DropAsync();

    private async Task<bool> QueuesAreThereAsync()
    {
        try
        {
            await using var look = await services!.CreateChannelAsync();
            return (await look.QueueDeclarePassiveAsync("chat_svc_notification_events_notification_chat_required")).ConsumerCount > 0;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return false;
        }
    }

    private IHost Build(StorageOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(log);
        builder.Services
            .AddStorage(options)
            .AddSingleton<IDelivery>(Hall)
            .AddSingleton<IKnownCallers>(Hall)
            .AddSingleton<ProfileNews>()
            .AddSingleton<UpsertPerson>()
            .AddSingleton<SetDisabled>()
            .AddSingleton<HearOfPerson>()
            .AddSingleton<ChatLimits>()
            .AddSingleton<OpenCompletionChat>()
            .AddRabbitMq(BrokerAddress.Parse(Rabbit.Url));
        var real = builder.Services.Last(service => service.ServiceType == typeof(IHearsay)).ImplementationType!;
        builder.Services.AddSingleton(real);
        builder.Services.AddSingleton<IHearsay>(provider => new MoodyHearsay((IHearsay)provider.GetRequiredService(real)));
        return builder.Build();
    }
}
