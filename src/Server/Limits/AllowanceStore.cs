using System.Collections.Concurrent;
using Haggle.Core.Limits;

namespace Haggle.Server.Limits;

/// <summary>One allowance for each of many keys, one number per key. Bounded: when all places are taken, whoever is new shares one.</summary>
/// <param name="clock">Of this node.</param>
/// <param name="sharedAs">The name by which other nodes know these allowances; null: they are this node's own, and nothing is kept for others.</param>
/// <param name="most">Keys that have a place.</param>
internal sealed class AllowanceStore<TKey>(TimeProvider clock, string? sharedAs = null, int most = AllowanceStore<TKey>.DefaultMost) : ISpending
    where TKey : notnull
{
    public const int DefaultMost = 100_000;

    private static readonly TimeSpan SweepPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TKey, Counter> counters = new();
    private readonly Counter shared = new();
    private readonly ConcurrentQueue<(TKey Key, Counter Counter)> spent = new();
    private int count;
    private long sweptAt;

    /// <summary>How many keys have a place now.</summary>
    public int Count => Volatile.Read(ref count);

    /// <returns>Null when one was taken; else how long to wait.</returns>
    public TimeSpan? Take(TKey key, Allowance allowance)
    {
        var now = Ticks();
        var counter = CounterOf(key, now);
        if (!counter.TryTake(allowance, now, out var isFirst, out var wait))
            return wait;
        if (isFirst && sharedAs is not null)
            spent.Enqueue((key, counter));
        return null;
    }

    /// <inheritdoc/>
    public IEnumerable<Spent> TakeSpent()
    {
        while (spent.TryDequeue(out var entry))
            yield return new Spent($"{sharedAs}:{entry.Key}", entry.Counter.TakeSpent(), left => entry.Counter.Learn(Ticks() + left));
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
        private long spent;

        /// <param name="isFirst">Nothing has been spent since <see cref="TakeSpent"/>.</param>
        public bool TryTake(Allowance allowance, long now, out bool isFirst, out TimeSpan wait)
        {
            lock (gate)
            {
                isFirst = spent == 0;
                var before = Math.Max(wholeAt, now);
                if (!allowance.TryTake(ref wholeAt, now, out wait))
                    return false;
                spent += wholeAt - before;
                return true;
            }
        }

        public long TakeSpent()
        {
            lock (gate)
            {
                var taken = spent;
                spent = 0;
                return taken;
            }
        }

        /// <summary>With what was spent on other nodes it is whole only then.</summary>
        public void Learn(long whole)
        {
            lock (gate)
                wholeAt = Math.Max(wholeAt, whole);
        }

        public bool IsWhole(long now)
        {
            lock (gate)
                return wholeAt <= now;
        }
    }
}
