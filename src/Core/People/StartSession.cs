namespace Haggle.Core.People;

/// <summary>Signs in somebody who has been recognised.</summary>
public sealed class StartSession(ISessions sessions, ITokens tokens, SessionLimits limits, TimeProvider clock)
{
    /// <param name="endsAfter">When given, the session ends then, however it is used; null: it lives on as long as it is used.</param>
    public ValueTask<SignedIn> RunAsync(Person person, Device device, TimeSpan? endsAfter, CancellationToken cancellation)
        => RunAsync(person, device, endsAfter, accessLife: null, cancellation);

    /// <summary>For wires that cannot refresh: one token, as good as the session is long.</summary>
    public ValueTask<SignedIn> RunWithoutRefreshAsync(Person person, Device device, TimeSpan life, CancellationToken cancellation)
        => RunAsync(person, device, life, life, cancellation);

    private async ValueTask<SignedIn> RunAsync(Person person, Device device, TimeSpan? endsAfter, TimeSpan? accessLife, CancellationToken cancellation)
    {
        var now = clock.Now();
        var key = endsAfter is null ? RefreshKey.Fresh() : RefreshKey.FreshFixed();
        var session = await sessions.StartAsync(
            new NewSession(person.Id, key, now, now + (endsAfter ?? limits.SessionLife), device.Name, device.Address?.ToString(), device.UserAgent), cancellation);
        var pair = tokens.Issue(session, accessLife);
        return new SignedIn(session.Person, pair, pair.AccessExpiresAt - now);
    }
}
