using Haggle.Core.People;
using StackExchange.Redis;

namespace Haggle.Integrations.Redis;

/// <summary>The channels of the people who are here: one for each, however many sockets they have.</summary>
/// <param name="channelOf">The person's channel.</param>
/// <param name="take">Takes what comes.</param>
internal sealed class Subscriptions(Func<PersonId, RedisChannel> channelOf, Action<PersonId?, RedisValue> take)
{
    private readonly Lock gate = new(); // held while a command is handed over: they must leave in the order in which sockets come and go
    private readonly Dictionary<PersonId, Entry> entries = [];
    private ISubscriber? redis;

    /// <summary>Redis can be asked from now on, whether it answers or not.</summary>
    public void Open(ISubscriber subscriber)
    {
        lock (gate)
        {
            redis = subscriber;
            foreach (var (person, entry) in entries)
                _ = SubscribeAsync(person, entry);
        }
    }

    /// <summary>One more socket.</summary>
    /// <returns>Done when the channel is listened to.</returns>
    public Task AddAsync(PersonId person)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(person, out var entry))
            {
                entries.Add(person, entry = new Entry());
                if (redis is not null)
                    _ = SubscribeAsync(person, entry);
            }
            entry.Sockets++;
            return entry.Done.Task;
        }
    }

    /// <summary>One socket less.</summary>
    public void Remove(PersonId person)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(person, out var entry) || --entry.Sockets > 0)
                return;
            entries.Remove(person);
            redis?.UnsubscribeAsync(channelOf(person), flags: CommandFlags.FireAndForget);
        }
    }

    // When Redis is away the library remembers it for the time when it is back.
    private async Task SubscribeAsync(PersonId person, Entry entry)
    {
        try
        {
            await redis!.SubscribeAsync(channelOf(person), (_, content) => take(person, content));
        }
        catch (Exception failure) when (RedisTrouble.Is(failure) || failure is OperationCanceledException)
        {
        }
        entry.Done.TrySetResult();
    }

    private sealed class Entry
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Sockets { get; set; }
    }
}
