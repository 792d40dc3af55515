using Haggle.Core.People;
using SignIn = Haggle.Core.People.Session;

namespace Haggle.Storage.Relational;

internal sealed partial class Sessions
{
    private const string Lock = "SELECT refresh_key, previous_key, refreshed_at_us FROM sessions WHERE id = @id FOR UPDATE";

    private const string Exchange = """
        UPDATE sessions SET previous_key = refresh_key, refresh_key = @fresh, refreshed_at_us = @now, last_seen_at_us = @now, expires_at_us = @expires
        WHERE id = @id
        """;

    private const string EndReused = "UPDATE sessions SET ended_at_us = @now WHERE id = @id";

    public ValueTask<Rotation> RotateAsync(
        SessionId id, string presentedKey, string freshKey, DateTimeOffset now, TimeSpan grace, TimeSpan lifetime, CancellationToken cancellation)
        => database.WriteAsync(storage => RotateAsync(storage, id, presentedKey, freshKey, now, grace, lifetime), cancellation);

    private static async ValueTask<Rotation> RotateAsync(
        Session storage, SessionId id, string presentedKey, string freshKey, DateTimeOffset now, TimeSpan grace, TimeSpan lifetime)
    {
        var keys = await storage.Query(Lock).With("id", id.Value)
            .FirstAsync(row => new Keys(row.Text(), row.TextOrNull(), row.Instant()));
        if (keys is null || await FindAsync(storage, id) is not { } session || !session.IsLive(now))
            return new Rotation(null, WasReused: false);
        if (presentedKey == keys.Current)
        {
            await storage.Query(Exchange).With("id", id.Value).With("fresh", freshKey).With("now", now).With("expires", now + lifetime).ExecuteAsync();
            return new Rotation(await FindAsync(storage, id), WasReused: false);
        }

        if (presentedKey == keys.Previous && now - keys.RefreshedAt <= grace)
            return new Rotation(session, WasReused: false);

        // The token's signature says that the key was ours once, so this is an old one.
        await storage.Query(EndReused).With("id", id.Value).With("now", now).ExecuteAsync();
        return new Rotation(null, WasReused: true);
    }

    private static ValueTask<SignIn?> FindAsync(Session storage, SessionId id) => storage.Query(ById).With("id", id.Value).FirstAsync(ReadSession);

    private sealed record Keys(string Current, string? Previous, DateTimeOffset RefreshedAt);
}
