using Haggle.Core;
using Haggle.Core.People;
using Haggle.Core.Trade;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Boards;

/// <summary>Turns credentials into who acts here.</summary>
internal sealed class Actors(ICallers callers, FindTrader find)
{
    /// <summary>Larger cookies are dropped by browsers.</summary>
    private const int LongestCookie = 3_800;

    /// <summary>Whether ids are believed, so that nobody is asked for a credential.</summary>
    public bool TakesTheirWord => callers.TakesTheirWord;

    /// <returns><see cref="RefusalKind.Unauthenticated"/> without a good token, or with one that was issued to another client.</returns>
    public async ValueTask<Result<(Actor Actor, Caller Caller)>> IdentifyAsync(string? token, CancellationToken cancellation)
    {
        if (!(await callers.IdentifyAsync(token, cancellation)).TryGet(out var caller, out var refusal))
            return refusal;
        if (RealmOf(caller.Issuer) is not { } realm)
        {
            var known = (await find.RunAsync(caller.Person.Id, cancellation)).TryGet(out var trader, out _) ? trader : new Trader(caller.Person, null);
            return (new Actor(known with { Person = caller.Person }, known.Profile?.Side, known.Profile?.Subject), caller);
        }
        if (caller.Party is { } party && party != realm)
            return Refusal.Unauthenticated("Issued to another client");
        var side = realm == BoardsOptions.BuyerRealm ? Side.Buyer : Side.Seller;
        var subject = caller.Person.ExternalId;
        var actor = (await find.BySubjectAsync(side, subject, cancellation)).TryGet(out var profiled, out _) ? profiled : new Trader(caller.Person, null);
        return actor.Person.IsDisabled ? Refusal.Unauthenticated("Disabled") : (new Actor(actor, side, subject), caller);
    }

    /// <summary>
    /// For routes: 401 without a good <c>Authorization: Bearer</c>, where one is asked for. Whoever has one gets a cookie with it for the socket, which a
    /// page cannot give it to.
    /// </summary>
    public static async ValueTask<object?> RequireAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var actors = (Actors)http.RequestServices.GetService(typeof(Actors))!;
        if (actors.TakesTheirWord)
        {
            http.Features.Set(Actor.Anybody);
            return await next(context);
        }
        var token = FastApi.Callers.BearerOf(http.Request);
        if (!(await actors.IdentifyAsync(token, http.RequestAborted)).TryGet(out var identified, out var refusal))
            return refusal.ToHttp();
        http.Features.Set(identified.Actor);
        if (token!.Length <= LongestCookie)
            LeaveCookie(http, token, identified.Caller);
        return await next(context);
    }

    private static void LeaveCookie(HttpContext http, string token, Caller caller)
    {
        var path = (http.Request.PathBase + http.Request.Path).Value!;
        var door = path[..Math.Max(0, path.IndexOf("/api/v1/", StringComparison.Ordinal))];
        http.Response.Cookies.Append(BoardsOptions.Cookie, token, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = door + "/ws/chat",
            Expires = caller.TokenExpiresAt,
        });
    }

    private static string? RealmOf(string? issuer)
    {
        foreach (var realm in new[] { BoardsOptions.BuyerRealm, BoardsOptions.SellerRealm })
            if (issuer?.EndsWith($"/realms/{realm}", StringComparison.Ordinal) == true)
                return realm;
        return null;
    }
}
