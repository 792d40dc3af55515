using Haggle.Core.Keys;

namespace Haggle.Storage.Relational;

/// <summary>Keys of the marketplace's backend, as both engines keep them.</summary>
internal sealed class ServerKeys(Database database) : IServerKeys
{
    private const string Columns = "id, name, hint, created_at_us, revoked_at_us";

    private const string Add = $"""
        INSERT INTO server_keys (name, hash, hint, created_at_us) VALUES (@name, @hash, @hint, @now) RETURNING {Columns}
        """;

    private const string ByHash = $"SELECT {Columns} FROM server_keys WHERE hash = @hash AND revoked_at_us IS NULL";

    private const string All = $"SELECT {Columns} FROM server_keys ORDER BY id";

    private const string Revoke = "UPDATE server_keys SET revoked_at_us = @now WHERE id = @id AND revoked_at_us IS NULL";

    public async ValueTask<ServerKey> AddAsync(string name, byte[] hash, string hint, DateTimeOffset now, CancellationToken cancellation)
        => (await database.WriteOneAsync(
            session => session.Query(Add).With("name", name).With("hash", hash).With("hint", hint).With("now", now).FirstAsync(Read), cancellation))!;

    public ValueTask<ServerKey?> FindAsync(byte[] hash, CancellationToken cancellation)
        => database.ReadAsync(session => session.Query(ByHash).With("hash", hash).FirstAsync(Read), cancellation);

    public async ValueTask<IReadOnlyList<ServerKey>> ListAsync(CancellationToken cancellation)
        => await database.ReadAsync(session => session.Query(All).AllAsync(Read), cancellation);

    public ValueTask<bool> RevokeAsync(long id, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteOneAsync(async session => await session.Query(Revoke).With("id", id).With("now", now).ExecuteAsync() > 0, cancellation);

    private static ServerKey Read(Row row) => new(row.Long(), row.Text(), row.Text(), row.Instant(), row.InstantOrNull());
}
