using Haggle.Core;
using Haggle.Core.People;
using SignIn = Haggle.Core.People.Session;

namespace Haggle.Storage.Relational;

/// <summary>Who is signed in where, as both engines keep it.</summary>
internal sealed partial class Sessions(Database database) : ISessions
{
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(30);

    private const string Columns = $"""
        s.id, s.refresh_key, s.refreshed_at_us, s.created_at_us, s.expires_at_us, s.last_seen_at_us, s.ended_at_us, s.device_name, s.address,
        s.user_agent, {PersonRows.Columns}
        """;

    private const string Insert = """
        INSERT INTO sessions (person_id, refresh_key, refreshed_at_us, created_at_us, expires_at_us, last_seen_at_us, device_name, address, user_agent)
        VALUES (@person, @key, @now, @now, @expires, @now, @device, @address, @agent)
        RETURNING id
        """;

    // Each sign-in clears up after the same person's earlier ones, so that the table does not grow with the years.
    private const string Forget = "DELETE FROM sessions WHERE person_id = @person AND expires_at_us < @long_ago";

    private const string ById = $"SELECT {Columns} FROM sessions s JOIN people p ON p.id = s.person_id WHERE s.id = @id";

    private const string Live = $"""
        SELECT {Columns} FROM sessions s JOIN people p ON p.id = s.person_id
        WHERE s.person_id = @person AND s.ended_at_us IS NULL AND s.expires_at_us > @now AND NOT p.disabled
        ORDER BY s.last_seen_at_us DESC, s.id DESC
        """;

    private const string End = """
        UPDATE sessions SET ended_at_us = @now WHERE id = @id AND person_id = @person AND ended_at_us IS NULL AND expires_at_us > @now
        """;

    private const string EndAll = """
        UPDATE sessions SET ended_at_us = @now WHERE person_id = @person AND id <> @keep AND ended_at_us IS NULL AND expires_at_us > @now
        RETURNING id
        """;

    private const string EndedSince = "SELECT person_id, id FROM sessions WHERE ended_at_us >= @since ORDER BY ended_at_us, id";

    private const string Touch = """
        UPDATE sessions SET last_seen_at_us = r.at_us FROM unnest(@ids, @times) AS r (id, at_us)
        WHERE sessions.id = r.id AND sessions.last_seen_at_us < r.at_us
        """;

    public ValueTask<SignIn> StartAsync(NewSession session, CancellationToken cancellation)
        => database.WriteAsync(
            async storage =>
            {
                await storage.Query(Forget).With("person", session.Person.Value).With("long_ago", session.Now - KeptAfterEnd).ExecuteAsync();
                var id = await storage.Query(Insert)
                    .With("person", session.Person.Value)
                    .With("key", session.RefreshKey)
                    .With("now", session.Now)
                    .With("expires", session.ExpiresAt)
                    .With("device", session.DeviceName)
                    .With("address", session.Address)
                    .With("agent", session.UserAgent)
                    .NumberAsync();
                return (await storage.Query(ById).With("id", id).FirstAsync(ReadSession))!;
            },
            cancellation);

    public ValueTask<SignIn?> FindAsync(SessionId id, CancellationToken cancellation)
        => database.ReadAsync(storage => storage.Query(ById).With("id", id.Value).FirstAsync(ReadSession), cancellation);

    public async ValueTask<IReadOnlyList<SignIn>> ListAsync(PersonId person, DateTimeOffset now, CancellationToken cancellation)
        => await database.ReadAsync(
            storage => storage.Query(Live).With("person", person.Value).With("now", now).AllAsync(ReadSession), cancellation);

    public ValueTask<bool> EndAsync(PersonId person, SessionId id, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteOneAsync(
            async storage => await storage.Query(End).With("person", person.Value).With("id", id.Value).With("now", now).ExecuteAsync() > 0, cancellation);

    public async ValueTask<IReadOnlyList<SessionId>> EndAllAsync(PersonId person, SessionId? keep, DateTimeOffset now, CancellationToken cancellation)
        => await database.WriteOneAsync(storage => EndAllAsync(storage, person, keep, now), cancellation);

    public async ValueTask<IReadOnlyList<(PersonId Person, SessionId Session)>> EndedSinceAsync(DateTimeOffset since, CancellationToken cancellation)
        => await database.ReadAsync(
            storage => storage.Query(EndedSince).With("since", since).AllAsync(row => (new PersonId(row.Long()), new SessionId(row.Long()))), cancellation);

    public async ValueTask TouchAsync(IReadOnlyCollection<(SessionId Session, DateTimeOffset At)> used, CancellationToken cancellation)
    {
        if (used.Count == 0)
            return;
        var latest = used.GroupBy(one => one.Session.Value).OrderBy(session => session.Key)
            .Select(session => (Id: session.Key, At: session.Max(one => one.At).ToUnixMicroseconds())).ToList();
        await database.WriteOneAsync(
            storage => storage.Query(Touch).With("ids", [.. latest.Select(one => one.Id)]).With("times", [.. latest.Select(one => one.At)]).ExecuteAsync(),
            cancellation);
    }

    /// <summary>Ends all live sessions of the person but one, within a larger transaction.</summary>
    internal static ValueTask<List<SessionId>> EndAllAsync(Session storage, PersonId person, SessionId? keep, DateTimeOffset now)
        => storage.Query(EndAll).With("person", person.Value).With("keep", keep?.Value ?? 0).With("now", now).AllAsync(row => new SessionId(row.Long()));

    private static SignIn ReadSession(Row row) => new()
    {
        Id = new SessionId(row.Long()),
        RefreshKey = row.Text(),
        RefreshedAt = row.Instant(),
        CreatedAt = row.Instant(),
        ExpiresAt = row.Instant(),
        LastSeenAt = row.Instant(),
        EndedAt = row.InstantOrNull(),
        DeviceName = row.TextOrNull(),
        Address = row.TextOrNull(),
        UserAgent = row.TextOrNull(),
        Person = PersonRows.Read(row),
    };
}
