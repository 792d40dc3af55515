using System.Collections.Concurrent;
using Haggle.Core.Trade;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary>The last pages of profiles, for a second: a page of one generation asks for the same list hundreds of times a second.</summary>
internal sealed class ProfilePages(ListTraders list, TimeProvider clock)
{
    private const int Most = 64;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(Side, int, int), (long At, Task<Numbered<SeenTrader>> Page)> pages = new();

    /// <summary>Those who ask while a page is being read wait for it.</summary>
    public Task<Numbered<SeenTrader>> GetAsync(Side side, int offset, int limit)
    {
        var key = (side, offset, limit);
        if (pages.TryGetValue(key, out var known) && !known.Page.IsFaulted && clock.GetElapsedTime(known.At) < Life)
            return known.Page;
        if (pages.Count >= Most)
            pages.Clear();
        // For all who wait: one who leaves must not take it from the others.
        var page = list.RunAsync(side, offset, limit, CancellationToken.None).AsTask();
        pages[key] = (clock.GetTimestamp(), page);
        return page;
    }

    /// <summary>Somebody is new, or has changed.</summary>
    public void Forget() => pages.Clear();
}
