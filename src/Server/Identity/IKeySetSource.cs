using Haggle.Server.Identity.Tokens;

namespace Haggle.Server.Identity;

/// <summary>Where the marketplace publishes its keys: a file or an address.</summary>
internal interface IKeySetSource
{
    /// <summary>The keys, read anew when the token names one that we have not seen.</summary>
    /// <returns>Null when they could not be had at all, not even once.</returns>
    ValueTask<KeySet?> GetAsync(CompactToken token, CancellationToken cancellation);

    /// <summary>Whether the key that the token names is at hand.</summary>
    bool Knows(CompactToken token);
}
