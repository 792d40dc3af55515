namespace Haggle.Core.People;

/// <summary>Signs in somebody who has been recognised.</summary>
public sealed class StartSession(ISessions sessions, ITokens tokens, SessionLimits limits, TimeProvider clock)
{
    /// <param name="endsAfter">When given, the session ends then, however it is used; null: it lives on as long as it is used.</param>
    public async ValueTask<SignedIn> RunAsync(Person person, Device device, TimeSpan? endsAfter, CancellationToken cancellation)
    {
        var now = clock.Now();
        var key = endsAfter is null ? RefreshKey.Fresh() : RefreshKey.FreshFixed();
        var session = await sessions.StartAsync(
            new NewSession(person.Id, key, now, now + (endsAfter ?? limits.SessionLife), device.Name, device.Address?.ToString(), device.UserAgent), cancellation);
        var pair = tokens.Issue(session);
        return new SignedIn(session.Person, pair, pair.AccessExpiresAt - now);
    }
}
