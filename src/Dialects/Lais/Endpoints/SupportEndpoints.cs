using System.Globalization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Support;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Lais.Endpoints;

/// <summary>A buyer or seller asks support to come, somebody comes, and goes. Source: contracts/lais.md, "Support".</summary>
internal static class SupportEndpoints
{
    public static void MapSupport(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/chats/{chat_id}/invite-support", InviteAsync).Query("user_id", isNumber: false).Produces<SupportJson>();
        routes.MapPost("/chats/{chat_id}/join-support", JoinAsync).Query("support_user_id").Produces<SupportJson>();
        routes.MapPost("/chats/{chat_id}/leave-support", LeaveAsync).Query("support_user_id").Produces<SupportJson>();
        routes.MapGet("/chats/support/pending", PendingAsync).Produces<IReadOnlyList<ChatJson>>();
    }

    private static async Task<IResult> InviteAsync(HttpContext http, Seats seats, InviteSupport invite, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            || !(await seats.SideAsync(http, new ChatId(id), UserIds.In(http.Request), "query.user_id")).TryGet(out var seat, out refusal)
            || !(await invite.RunAsync(seat.Side, seat.Chat.Id, SupportLines.Invited, cancellation)).TryGet(out _, out refusal))
            return refusal.ToHttp();
        return Say("Support has been invited");
    }

    private static async Task<IResult> JoinAsync(HttpContext http, Seats seats, LaisCallers callers, JoinAsSupport join, CancellationToken cancellation)
    {
        if (!(await OperatorAsync(http, seats, callers, cancellation)).TryGet(out var seat, out var refusal)
            || !(await join.RunAsync(seat.Caller.Person, seat.Chat.Id, callers.IsOpen, SupportLines.Joined, cancellation)).TryGet(out _, out refusal))
            return refusal.ToHttp();
        return Say("Support has joined the chat");
    }

    private static async Task<IResult> LeaveAsync(HttpContext http, Seats seats, LaisCallers callers, LeaveAsSupport leave, CancellationToken cancellation)
    {
        if (!(await OperatorAsync(http, seats, callers, cancellation)).TryGet(out var seat, out var refusal)
            || !(await leave.RunAsync(seat.Caller.Person, seat.Chat.Id, SupportLines.Left, cancellation)).TryGet(out _, out refusal))
            return refusal.ToHttp();
        return Say("Support has left the chat");
    }

    private static async Task<IResult> PendingAsync(HttpContext http, LaisCallers callers, ListWanted list, CancellationToken cancellation)
    {
        if (!callers.IsOpen && !await callers.IsBackendAsync(http))
        {
            if (!(await callers.ProvenAsync(http)).TryGet(out var people, out var refusal))
                return refusal.ToHttp();
            if (!people.Any(person => person.IsModerator))
                return Refusal.Forbidden("role", "Support only").ToHttp();
        }
        IReadOnlyList<ChatJson> chats = [.. (await list.RunAsync(cancellation)).Select(LaisChat.Of).OfType<LaisChat>().Select(ChatJson.From)];
        return TypedResults.Json(chats, LaisJson.Wire.IReadOnlyListChatJson);
    }

    /// <summary>The chat, and who says to be of support: by a number, and nothing is made of a chat that is not there.</summary>
    private static async ValueTask<Result<Seat>> OperatorAsync(HttpContext http, Seats seats, LaisCallers callers, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var user = query.Long("support_user_id", 1, int.MaxValue);
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal))
            return refusal;
        if (query.Refusal is { } wrong)
            return wrong;
        if (user is not { } number)
            return Refusal.Invalid("query.support_user_id", LaisRefusals.Required);
        if (callers.IsOpen && (await seats.FindAsync(new ChatId(id), cancellation)).Refusal is { } absent)
            return absent;
        if (!(await callers.EnterAsync(http, number.ToString(CultureInfo.InvariantCulture), "query.support_user_id")).TryGet(out var caller, out refusal))
            return refusal;
        return (await seats.FindAsync(new ChatId(id), cancellation)).Then(chat => new Seat(chat, caller));
    }

    private static JsonHttpResult<SupportJson> Say(string message) => TypedResults.Json(new SupportJson(true, message), LaisJson.Wire.SupportJson);
}
