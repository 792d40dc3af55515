using System.Collections.Concurrent;
using Haggle.Core.Limits;

namespace Haggle.Server.Limits;

/// <summary>One allowance for each of many keys, one number per key. Bounded: when all places are taken, whoever is new shares one.</summary>
internal sealed class AllowanceStore<TKey>(TimeProvider clock, int most = AllowanceStore<TKey>.DefaultMost)
    where TKey : notnull
{
    public const int DefaultMost = 100_000;

    private static readonly TimeSpan SweepPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TKey, Counter> counters = new();
    private readonly Counter shared = new();
    private int count;
    private long sweptAt;

    /// <summary>How many keys have a place now.</summary>
    public int Count => Volatile.Read(ref count);

    /// <returns>Null when one was taken; else how long to wait.</returns>
    public TimeSpan? Take(TKey key, Allowance allowance)
    {
        var now = Ticks();
        return CounterOf(key, now).TryTake(allowance, now, out var wait) ? null : wait;
    }

    private Counter CounterOf(TKey key, long now)
    {
        if (counters.TryGetValue(key, out var counter))
            return counter;
        if (Count >= most)
        {
            Sweep(now);
            if (Count >= most)
                return shared;
        }
        var fresh = new Counter();
        counter = counters.GetOrAdd(key, fresh);
        if (counter == fresh)
            Interlocked.Increment(ref count);
        return counter;
    }

    /// <summary>Frees the places of those whose allowance is whole again: a new counter would say the same. At most once a second, because it looks at all.</summary>
    private void Sweep(long now)
    {
        var last = Volatile.Read(ref sweptAt);
        if ((last != 0 && now - last < SweepPause.Ticks) || Interlocked.CompareExchange(ref sweptAt, now, last) != last)
            return;
        foreach (var entry in counters)
            if (entry.Value.IsWhole(now) && counters.TryRemove(entry))
                Interlocked.Decrement(ref count);
    }

    /// <summary>Of a clock that never goes back; never 0.</summary>
    private long Ticks() => clock.GetElapsedTime(0).Ticks + 1;

    private sealed class Counter
    {
        private readonly Lock gate = new();
        private long wholeAt;

        public bool TryTake(Allowance allowance, long now, out TimeSpan wait)
        {
            lock (gate)
                return allowance.TryTake(ref wholeAt, now, out wait);
        }

        public bool IsWhole(long now)
        {
            lock (gate)
                return wholeAt <= now;
        }
    }
}
