using Haggle.Server.Identity.Tokens;

namespace Haggle.Server.Identity;

/// <summary>The keys of several sign-in services, such as one for buyers and one for sellers.</summary>
internal sealed class KeySets(IReadOnlyList<IKeySetSource> sources) : IKeySetSource
{
    public bool Knows(CompactToken token) => sources.Any(source => source.Knows(token));

    /// <remarks>Whoever knows the key is asked alone, so that one service is not called again and again for the other's tokens.</remarks>
    public async ValueTask<KeySet?> GetAsync(CompactToken token, CancellationToken cancellation)
    {
        if (sources.FirstOrDefault(source => source.Knows(token)) is { } knowing)
            return await knowing.GetAsync(token, cancellation);
        var sets = new List<KeySet>();
        foreach (var source in sources)
            if (await source.GetAsync(token, cancellation) is { } set)
                sets.Add(set);
        return sets.Count == 0 ? null : KeySet.Of(sets);
    }
}
