using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

/// <summary><c>/auth</c>, for those who are signed in: sessions, the password, a guest's chats. Source: contracts/messenger.md, A2 and B4.1.</summary>
internal static class SessionEndpoints
{
    private const int TicketSeconds = 30;

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").WithTags("Sessions");
        auth.MapPost("/logout", LogOutAsync)
            .Documented("logOut", "End the current session", "Its tokens are void and its sockets close with 1008. With a `refresh_token` of another own session that one ends too.")
            .GivesNothing().ProducesError(401, 422);
        auth.MapPost("/logout-all", LogOutEverywhereAsync)
            .Documented("logOutEverywhere", "End every other session", "With `include_current=true` this one too.")
            .GivesNothing().ProducesError(401, 422);
        auth.MapGet("/sessions", ListAsync)
            .Documented("listSessions", "Where I am signed in")
            .Gives<ItemsJson<SessionJson>>().ProducesError(401);
        auth.MapDelete("/sessions/{session_id}", EndAsync)
            .Documented("endSession", "End one of my sessions")
            .GivesNothing().ProducesError(401, 404, 422);
        auth.MapPost("/guest/claim", ClaimGuestAsync)
            .Documented("claimGuest", "Make a guest's chats mine", "Needs the guest's refresh token. Can be taken back for 24 hours.")
            .Gives<MergedJson>().ProducesError(401, 403, 422);
        auth.MapDelete("/guest/claim", UnclaimGuestAsync)
            .Documented("unclaimGuest", "Give claimed chats back to their guests", "Has no effect on claims older than 24 hours.")
            .GivesNothing().ProducesError(401);
        auth.MapPost("/ws-ticket", IssueTicket)
            .Documented("issueTicket", "A ticket for one socket", "For `/ws?ticket=`, within 30 s, once: keeps tokens out of addresses and so out of logs.")
            .Gives<TicketJson>().ProducesError(401);
        auth.MapPost("/password", ChangePasswordAsync)
            .Documented("changePassword", "Set a new password", "All other sessions end.")
            .GivesNothing().ProducesError(401, 409, 422, 429, 503);
    }

    private static async Task<IResult> LogOutAsync(Me me, OptionalBody<RefreshTokenJson> body, SignOut signOut, CancellationToken cancellation)
    {
        await signOut.RunAsync(me.Caller, body.Value?.RefreshToken, cancellation);
        return Replies.Done;
    }

    private static async Task<IResult> LogOutEverywhereAsync(Me me, IncludeCurrentQuery query, SignOutEverywhere signOut, CancellationToken cancellation)
    {
        await signOut.RunAsync(me.Caller, query.IncludeCurrent, cancellation);
        return Replies.Done;
    }

    private static async Task<IResult> ListAsync(Me me, ListSessions list, CancellationToken cancellation)
    {
        var sessions = await list.RunAsync(me.Person.Id, cancellation);
        return Replies.Ok(new ItemsJson<SessionJson>([.. sessions.Select(session => SessionJson.From(session, me.Caller.Session))]), NativeJson.Wire.ItemsJsonSessionJson);
    }

    private static async Task<IResult> EndAsync(Me me, SessionInPath session, EndSession end, CancellationToken cancellation)
        => (await end.RunAsync(me.Person.Id, session.Id, SessionEnd.Revoked, cancellation)).DoneOr();

    private static async Task<IResult> ClaimGuestAsync(Me me, Body<ClaimGuestJson> body, ClaimGuest claim, CancellationToken cancellation)
        => (await claim.RunAsync(me.Person, body.Value.GuestRefreshToken, cancellation)).TryGet(out var chats, out var refusal)
            ? Replies.Ok(new MergedJson([.. chats.Select(chat => chat.Value)]), NativeJson.Wire.MergedJson)
            : refusal.ToHttp();

    private static async Task<IResult> UnclaimGuestAsync(Me me, UnclaimGuest unclaim, CancellationToken cancellation)
    {
        await unclaim.RunAsync(me.Person.Id, cancellation);
        return Replies.Done;
    }

    private static IResult IssueTicket(Me me, ICallers callers, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Replies.Ok(new TicketJson(callers.IssueTicket(me.Caller), TicketSeconds), NativeJson.Wire.TicketJson);
    }

    private static async Task<IResult> ChangePasswordAsync(Me me, Body<PasswordJson> body, ChangePassword change, HttpContext http, CancellationToken cancellation)
        => (await change.RunAsync(me.Caller, body.Value.CurrentPassword, body.Value.NewPassword, http.Device(null), cancellation)).DoneOr();
}
