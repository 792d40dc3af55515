using Haggle.Core;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Realtime.Sockets;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Lais.Identity;

/// <summary>Who is calling: whoever they say, where words are taken; elsewhere the one that a proof names. Source: contracts/lais.md, "Who is calling".</summary>
internal sealed class LaisCallers(ICallers callers, AdmitByWord admit, BindGuest bind, LaisOptions options)
{
    private static readonly Refusal Nobody = Refusal.Unauthenticated("Not authenticated");
    private static readonly Refusal SomebodyElse = Refusal.Forbidden("user_id", "This is somebody else's id");

    /// <summary>Whether words are taken.</summary>
    public bool IsOpen => callers.TakesTheirWord;

    /// <summary>Somebody who says to be this user. Who is new is let in.</summary>
    /// <param name="field">Where the id was said, for the refusal.</param>
    public async ValueTask<Result<Caller>> EnterAsync(HttpContext http, string? userId, string field)
    {
        if (string.IsNullOrEmpty(userId))
            return Refusal.Invalid(field, LaisRefusals.Required);
        if (PersonRules.CheckExternalId(userId) is { } mistake)
            return mistake.About(field);
        if (IsOpen)
            return await callers.BelieveAsync(UserIds.KindOf(userId), userId, http.RequestAborted);
        if (UserIds.KindOf(userId) == PersonKind.Account)
            return ProofOf(http) is { } proof ? OnlyIf(await callers.IdentifyAsync(proof, http.RequestAborted), PersonKind.Account, userId) : Nobody;
        return UserIds.IsUuid(userId) ? await EnterAsGuestAsync(http, userId) : SomebodyElse;
    }

    /// <summary>Somebody who says to be this user, of whom nothing is made: null when nobody is known by this id.</summary>
    public async ValueTask<Result<Person?>> FindAsync(HttpContext http, string? userId, string field)
    {
        if (!IsOpen)
            return (await EnterAsync(http, userId, field)).Then<Person?>(caller => caller.Person);
        if (string.IsNullOrEmpty(userId))
            return Refusal.Invalid(field, LaisRefusals.Required);
        if (PersonRules.CheckExternalId(userId) is { } mistake)
            return mistake.About(field);
        return await admit.FindAsync(UserIds.KindOf(userId), userId, http.RequestAborted);
    }

    /// <summary>The marketplace's person of this number, who need not be here yet.</summary>
    public ValueTask<Result<Person>> SellerAsync(long sellerId, CancellationToken cancellation)
        => admit.RunAsync(PersonKind.Account, sellerId.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellation);

    /// <summary>Everybody whom the request proves its caller to be: one browser may be a user and an anonymous buyer.</summary>
    /// <returns><see cref="RefusalKind.Unauthenticated"/> for nobody. Not to be asked where words are taken.</returns>
    public async ValueTask<Result<IReadOnlyList<Person>>> ProvenAsync(HttpContext http)
    {
        var people = new List<Person>();
        foreach (var proof in new[] { ProofOf(http), GuestProofOf(http) })
            if (proof is not null && (await callers.IdentifyAsync(proof, http.RequestAborted)).TryGet(out var caller, out _))
                people.Add(caller.Person);
        return people.Count > 0 ? people : Nobody;
    }

    /// <summary>Whether it is the marketplace's own backend, with its key.</summary>
    public async ValueTask<bool> IsBackendAsync(HttpContext http)
        => http.Request.Headers.TryGetValue("X-Api-Key", out var key) && (await callers.IdentifyServerAsync(key.ToString(), http.RequestAborted)).Refusal is null;

    /// <summary>Whoever comes first with an id gets the secret to it, in a cookie that no script can read; others see the id in chats, but not the secret.</summary>
    private async ValueTask<Result<Caller>> EnterAsGuestAsync(HttpContext http, string userId)
    {
        var cancellation = http.RequestAborted;
        foreach (var proof in new[] { GuestProofOf(http), ProofOf(http) })
            if (proof is not null && OnlyIf(await callers.IdentifyAsync(proof, cancellation), PersonKind.Guest, userId).TryGet(out var known, out _))
                return known;
        if (!IsOwnPage(http))
            return Nobody; // it would get its visitor's browser another cookie
        if (!(await bind.RunAsync(userId, http.Device(null), LaisOptions.GuestLife, cancellation)).TryGet(out var bound, out var refusal))
            return refusal.About("user_id");
        http.Response.Cookies.Append(LaisOptions.GuestCookie, bound.Tokens.Access, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/", // what the browser sees of our path is the proxy's to decide
            Expires = bound.Tokens.AccessExpiresAt,
        });
        return await callers.IdentifyAsync(bound.Tokens.Access, cancellation);
    }

    private static Result<Caller> OnlyIf(Result<Caller> identified, PersonKind kind, string userId)
        => identified.TryGet(out var caller, out _) && (caller.Person.Kind != kind || caller.Person.ExternalId != userId) ? SomebodyElse : identified;

    private string? GuestProofOf(HttpContext http) => CookieOf(http, LaisOptions.GuestCookie);

    private string? ProofOf(HttpContext http)
        => FastApi.Callers.BearerOf(http.Request)
            ?? CookieOf(http, LaisOptions.TokenCookie)
            ?? (http.Request.Query.TryGetValue("token", out var token) ? token.ToString() : null);

    /// <summary>A browser adds cookies to what a page of any site asks for; such a page is not who the cookie names.</summary>
    private string? CookieOf(HttpContext http, string name) => http.Request.Cookies.TryGetValue(name, out var cookie) && IsOwnPage(http) ? cookie : null;

    private bool IsOwnPage(HttpContext http) => Handshake.IsOriginAllowed(http, options.AllowedOrigins);
}
