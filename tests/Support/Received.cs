namespace Haggle.Testing;

/// <summary>All that came in, in order, and a way to wait for more. Safe to use from any thread.</summary>
/// <remarks>Keeps the last <paramref name="capacity"/> items; older ones are forgotten, but still counted.</remarks>
public sealed class Received<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _kept = new();
    private TaskCompletionSource _news = NewNews();
    private int _count;
    private string? _end;

    /// <summary>How many came since the beginning: the position of the next one.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>What is kept, oldest first.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate)
                return [.. _kept];
        }
    }

    /// <summary>The first wanted item at or behind position <paramref name="from"/>, now or when it comes.</summary>
    /// <param name="wanted">Called once for each item until it says yes.</param>
    /// <param name="what">Completes the sentence "waited for …" of a failure.</param>
    /// <exception cref="InvalidOperationException">Nothing can come any more, or the item did not come for a minute.</exception>
    public async Task<T> FirstAsync(Func<T, bool> wanted, string what, int from = 0, CancellationToken cancellation = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience.Limit);
        while (true)
        {
            var (fresh, position, news, end) = Look(from);
            foreach (var item in fresh)
            {
                if (wanted(item))
                    return item;
            }

            if (end is not null)
                throw new InvalidOperationException($"Waited for {what}, but {end}.{Tail()}");
            from = position;
            try
            {
                await news.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new InvalidOperationException($"Waited for {what} for {Patience.Limit.TotalSeconds:0} s in vain.{Tail()}");
            }
        }
    }

    /// <summary>The newest items, one a line, for the message of a failure.</summary>
    internal string Tail()
    {
        const int Shown = 40;
        var all = All;
        return all.Count == 0
            ? " Nothing came before."
            : $" The last that came:{Environment.NewLine}{string.Join(Environment.NewLine, all.Skip(all.Count - Shown))}";
    }

    public void Add(T item) => Tell(() =>
    {
        _kept.Enqueue(item);
        _count++;
        if (_kept.Count > capacity)
            _kept.Dequeue();
    });

    /// <summary>Nothing comes any more; whoever waits is told why.</summary>
    internal void End(string why) => Tell(() => _end ??= why);

    private void Tell(Action change)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            change();
            told = _news;
            _news = NewNews();
        }

        told.SetResult();
    }

    private (IReadOnlyList<T> Fresh, int Position, Task News, string? End) Look(int from)
    {
        lock (_gate)
        {
            var forgotten = _count - _kept.Count;
            return ([.. _kept.Skip(from - forgotten)], _count, _news.Task, _end);
        }
    }

    // Continuations elsewhere: a waiter must not run on the thread that receives.
    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
