namespace Haggle.Core.People;

/// <summary>Ends the caller's session. Its tokens are void at once and its sockets close.</summary>
/// <remarks>Never fails: signing out twice is signing out.</remarks>
public sealed class SignOut(ISessions sessions, ITokens tokens, EndSession end)
{
    /// <param name="refreshToken">Names one more session of the same person to end, or the same one; anything else is ignored.</param>
    public async ValueTask RunAsync(Caller caller, string? refreshToken, CancellationToken cancellation)
    {
        if (caller.Session is { } current)
            await end.RunAsync(caller.Person.Id, current, SessionEnd.SignedOut, cancellation);
        if (refreshToken is not null
            && tokens.ReadRefresh(refreshToken).TryGet(out var claims, out _) && claims.Person == caller.Person.Id && claims.Session != caller.Session
            && await sessions.FindAsync(claims.Session, cancellation) is { } named && named.RefreshKey == claims.Key)
            await end.RunAsync(claims.Person, claims.Session, SessionEnd.SignedOut, cancellation);
    }
}
