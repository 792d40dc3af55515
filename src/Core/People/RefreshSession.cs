namespace Haggle.Core.People;

/// <summary>Exchanges a refresh token for the next pair.</summary>
/// <remarks>
/// A retry within <see cref="SessionLimits.RefreshGrace"/> gets the same pair again. Later, a used token means that two have it: the session ends.
/// </remarks>
public sealed class RefreshSession(ISessions sessions, ITokens tokens, IKnownCallers known, IDelivery delivery, SessionLimits limits, TimeProvider clock)
{
    private static readonly Refusal Void = Refusal.Unauthenticated("Not a live refresh token");

    /// <returns><see cref="RefusalKind.Unauthenticated"/> for anything else than a live refresh token.</returns>
    public async ValueTask<Result<SignedIn>> RunAsync(string? refreshToken, CancellationToken cancellation)
    {
        if (!tokens.ReadRefresh(refreshToken).TryGet(out var claims, out _))
            return Void;
        var now = clock.Now();
        var life = RefreshKey.IsFixed(claims.Key) ? claims.ExpiresAt - now : limits.SessionLife;
        var rotation = await sessions.RotateAsync(claims.Session, claims.Key, RefreshKey.FreshLike(claims.Key), now, limits.RefreshGrace, life, cancellation);
        if (rotation.WasReused)
        {
            known.Forget(claims.Person);
            delivery.Disconnect(claims.Person, claims.Session, SessionEnd.RefreshReused);
        }
        if (rotation.Session is not { } session || !session.IsLive(now))
            return Void;
        var pair = tokens.Issue(session);
        return new SignedIn(session.Person, pair, pair.AccessExpiresAt - now);
    }
}
