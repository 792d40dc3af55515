using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.GameTrade.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.GameTrade.Endpoints;

/// <summary>Calling a moderator in, and the verdict. Source: contracts/gametrade.md, section 6.</summary>
internal static class ModerationEndpoints
{
    public static void MapModeration(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/chats/{chat_id}/moderator", AssignAsync).JsonBodyOf<AssignJson>("moderator_id").Produces<SaidJson>().Refuses(StatusCodes.Status403Forbidden);
        routes.MapPost("/chats/{chat_id}/resolve", ResolveAsync).JsonBodyOf<ResolveJson>("resolution_notes").Produces<SaidJson>().Refuses(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> AssignAsync(HttpContext http, Me me, Crowds crowds, AssignModerator assign, CancellationToken cancellation)
    {
        if (!me.Person.IsModerator)
            return Refusal.Forbidden("role", "Moderators only").ToHttp();
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var chat, out var refusal)
            || !(await JsonBody.ReadAsync(http.Request, GameTradeJson.Wire.AssignJson, cancellation)).TryGet(out var wanted, out refusal))
            return refusal.ToHttp();
        if (wanted.ModeratorId is not { } number)
            return Refusal.Invalid("moderator_id", "Field required").ToHttp();
        if (!(await crowds.FindAsync(number, cancellation)).TryGet(out var moderator, out _))
            return Refusal.Invalid("moderator_id", "Nobody who could moderate").ToHttp();
        return (await assign.RunAsync(me.Person, new ChatId(chat), moderator, wanted.Reason, cancellation)).Refusal?.ToHttp()
            ?? TypedResults.Json(new SaidJson("Модератор назначен"), GameTradeJson.Wire.SaidJson);
    }

    private static async Task<IResult> ResolveAsync(HttpContext http, Me me, ResolveDispute resolve, CancellationToken cancellation)
    {
        if (!me.Person.IsModerator)
            return Refusal.Forbidden("role", "Moderators only").ToHttp();
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var chat, out var refusal)
            || !(await JsonBody.ReadAsync(http.Request, GameTradeJson.Wire.ResolveJson, cancellation)).TryGet(out var wanted, out refusal))
            return refusal.ToHttp();
        if (wanted.ResolutionNotes is not { } notes)
            return Refusal.Invalid("resolution_notes", "Field required").ToHttp();
        return (await resolve.RunAsync(me.Person, new ChatId(chat), notes, cancellation)).Refusal?.ToHttp()
            ?? TypedResults.Json(new SaidJson("Спор разрешён"), GameTradeJson.Wire.SaidJson);
    }
}
