namespace Haggle.Core.Keys;

/// <summary>Keys of the marketplace's backend, kept as hashes. Every method is one transaction.</summary>
public interface IServerKeys
{
    ValueTask<ServerKey> AddAsync(string name, byte[] hash, string hint, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The key with this hash; null when it is unknown or revoked.</summary>
    ValueTask<ServerKey?> FindAsync(byte[] hash, CancellationToken cancellation);

    ValueTask<IReadOnlyList<ServerKey>> ListAsync(CancellationToken cancellation);

    ValueTask<bool> RevokeAsync(long id, DateTimeOffset now, CancellationToken cancellation);
}

/// <param name="Hint">The first characters of the key, so that people can tell keys apart.</param>
public sealed record ServerKey(long Id, string Name, string Hint, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);
