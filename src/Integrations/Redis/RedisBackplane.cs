using System.Threading.Channels;
using Haggle.Core.People;
using Haggle.Realtime.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Haggle.Integrations.Redis;

/// <summary>Letters by Redis' publish and subscribe. Whoever sends hands them over and goes on; what cannot be sent is dropped, and found in the store by the others.</summary>
/// <remarks>
/// A channel for each person who is connected to a node, which that node listens to, and one that all listen to: for what concerns everybody,
/// and for chats of so many people that one publication with all their names costs less than one for each.
/// </remarks>
internal sealed partial class RedisBackplane : BackgroundService, IBackplane
{
    /// <summary>For so many people a letter is published once for each of them.</summary>
    private const int MostApart = 16;

    /// <summary>Letters that wait for Redis; with more of them they are dropped.</summary>
    private const int MostWaiting = 10_000;

    /// <summary>Letters sent before Redis is waited for.</summary>
    private const int MostInFlight = 256;

    /// <summary>A new socket waits so long for its channel; then it is served all the same.</summary>
    private static readonly TimeSpan SubscribePatience = TimeSpan.FromSeconds(1);

    private readonly RedisLink link;
    private readonly ILogger<RedisBackplane> log;
    private readonly Channel<Outgoing> outgoing;
    private readonly Subscriptions subscriptions;
    private readonly string prefix;
    private readonly RedisChannel toAll;

    /// <param name="link">To Redis.</param>
    /// <param name="address">Where that is.</param>
    /// <param name="realm">Keeps installations apart that share it: the same on all nodes of one.</param>
    /// <param name="log">Hears of letters that cannot be read.</param>
    public RedisBackplane(RedisLink link, RedisAddress address, string realm, ILogger<RedisBackplane> log)
    {
        (this.link, this.log) = (link, log);
        prefix = $"haggle:{address.Database}:{realm}:";
        toAll = Literal($"{prefix}all");
        subscriptions = new Subscriptions(person => Literal($"{prefix}{person.Value}"), Take);
        outgoing = Channel.CreateBounded<Outgoing>(
            new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite },
            _ => Drop());
        LetterMetrics.Prime();
    }

    public NodeId Node { get; } = NodeId.New();

    public bool IsAlone => false;

    /// <summary>Letters handed to Redis.</summary>
    public long Sent { get; private set; }

    /// <summary>Letters that Redis could not take.</summary>
    public long Dropped { get; private set; }

    /// <summary>Letters that came and could not be read.</summary>
    public long Unread { get; private set; }

    public event Action<Letter, IReadOnlyList<PersonId>?>? Came;

    public void Send(Letter letter, IReadOnlyList<PersonId> people) => outgoing.Writer.TryWrite(new Outgoing(letter, people));

    public void SendToAll(Letter letter) => outgoing.Writer.TryWrite(new Outgoing(letter, null));

    public Task SubscribeAsync(PersonId person)
        => subscriptions.AddAsync(person) is { IsCompleted: false } waiting ? Task.WhenAny(waiting, Task.Delay(SubscribePatience)) : Task.CompletedTask;

    public void Unsubscribe(PersonId person) => subscriptions.Remove(person);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var redis = await link.OpenAsync().WaitAsync(stoppingToken);
        var subscriber = redis.GetSubscriber();
        await subscriber.SubscribeAsync(toAll, (_, value) => Take(null, value));
        subscriptions.Open(subscriber);
        try
        {
            while (await outgoing.Reader.WaitToReadAsync(stoppingToken))
                await SendWaitingAsync(subscriber);
        }
        catch (OperationCanceledException)
        {
            await SendWaitingAsync(subscriber); // the last words
        }
    }

    /// <summary>One after the other without waiting, but for the last: its answer says that Redis has taken all before it.</summary>
    private async Task SendWaitingAsync(ISubscriber subscriber)
    {
        var count = 0;
        while (outgoing.Reader.TryRead(out var next))
        {
            count++;
            var isLast = count == MostInFlight || !outgoing.Reader.TryPeek(out _);
            try
            {
                var taken = Publish(subscriber, next, isLast ? CommandFlags.None : CommandFlags.FireAndForget);
                Sent++;
                LetterMetrics.Sent();
                if (!isLast)
                    continue;
                count = 0;
                await taken.WaitAsync(RedisLink.Patience);
            }
            catch (Exception failure) when (RedisTrouble.Is(failure))
            {
                Drop();
            }
        }
    }

    /// <returns>Done when the last of its publications has been taken.</returns>
    private Task<long> Publish(ISubscriber subscriber, Outgoing letter, CommandFlags flags)
    {
        if (letter.To is not { Count: <= MostApart and > 0 } people)
            return subscriber.PublishAsync(toAll, Envelope.Seal(Node, letter.To ?? [], letter.Letter), flags);
        RedisValue content = Envelope.Seal(Node, [], letter.Letter);
        for (var i = 0; i < people.Count - 1; i++)
            _ = subscriber.PublishAsync(Literal($"{prefix}{people[i].Value}"), content, CommandFlags.FireAndForget);
        return subscriber.PublishAsync(Literal($"{prefix}{people[^1].Value}"), content, flags);
    }

    private void Take(PersonId? channel, RedisValue content)
    {
        try
        {
            if (Envelope.TryOpen((byte[]?)content ?? [], Node, out var addressees, out var letter))
            {
                LetterMetrics.Received();
                Came?.Invoke(letter!, channel is { } person ? [person] : addressees is [] ? null : addressees);
            }
        }
        catch (Exception failure)
        {
            LetterMetrics.Unread();
            if (Unread++ == 0)
                NotUnderstood(log, failure.GetType().Name);
        }
    }

    private void Drop()
    {
        Dropped++;
        LetterMetrics.Dropped();
    }

    private static RedisChannel Literal(string name) => new(name, RedisChannel.PatternMode.Literal);

    [LoggerMessage(32, LogLevel.Warning, "A letter of another node cannot be read ({Problem}): it may be of another version. The next ones are only counted")]
    private static partial void NotUnderstood(ILogger log, string problem);

    /// <summary>No addressees: for everybody.</summary>
    private readonly record struct Outgoing(Letter Letter, IReadOnlyList<PersonId>? To);
}
