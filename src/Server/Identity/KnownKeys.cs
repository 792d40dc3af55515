using System.Collections.Concurrent;
using Haggle.Core.Keys;

namespace Haggle.Server.Identity;

/// <summary>Looks server keys up, and remembers good ones for a few seconds: a backend sends the same one with every request.</summary>
internal sealed class KnownKeys(IServerKeys keys, TimeProvider clock)
{
    private const int Most = 100;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (ServerKey Key, long Since)> known = new(StringComparer.Ordinal);

    /// <returns>Null for what is no key, or no longer.</returns>
    public async ValueTask<ServerKey?> FindAsync(string? secret, CancellationToken cancellation)
    {
        if (secret is null || !KeySecret.LooksRight(secret))
            return null;
        var hash = KeySecret.HashOf(secret);
        // Found by hash, here as in the database: how long a comparison takes tells nothing about the key.
        var print = Convert.ToHexString(hash);
        if (known.TryGetValue(print, out var entry) && clock.GetElapsedTime(entry.Since) < Life)
            return entry.Key;
        var since = clock.GetTimestamp();
        if (await keys.FindAsync(hash, cancellation) is not { RevokedAt: null } found)
        {
            known.TryRemove(print, out _);
            return null;
        }
        if (known.Count >= Most)
            known.Clear();
        known[print] = (found, since);
        return found;
    }
}
