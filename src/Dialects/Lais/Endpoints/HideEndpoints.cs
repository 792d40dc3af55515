using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Lais.Endpoints;

/// <summary>Chats out of a side's lists until something new is said: what the core calls archived. Source: contracts/lais.md, "Hiding".</summary>
internal static class HideEndpoints
{
    private static readonly SettingsEdit Hidden = new() { Archived = Change<bool>.To(true) };

    public static void MapHiding(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/chats/{chat_id}/hide", HideAsync).Query("user_id", isNumber: false).Produces<HiddenJson>();
        routes.MapPost("/chats/hide-for-order", HideForOrderAsync).Query("post_id").Query("buyer_id", isNumber: false).Produces<HiddenJson>();
    }

    private static async Task<IResult> HideAsync(HttpContext http, Seats seats, ConfigureChat configure, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            || !(await seats.SideAsync(http, new ChatId(id), UserIds.In(http.Request), "query.user_id")).TryGet(out var seat, out refusal)
            || !(await configure.RunAsync(seat.Side, seat.Chat.Id, Hidden, expected: null, cancellation)).TryGet(out _, out refusal))
            return refusal.ToHttp();
        return TypedResults.Json(new HiddenJson($"Chat {id} hidden successfully", null), LaisJson.Wire.HiddenJson);
    }

    /// <summary>The orders' service says that a buyer has got the thing: both sides are done with the chat.</summary>
    private static async Task<IResult> HideForOrderAsync(
        HttpContext http, LaisCallers callers, Openings openings, ConfigureChat configure, AdmitByWord admit, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var post = query.Long("post_id", 1, int.MaxValue);
        var buyerId = query.Text("buyer_id", LaisOptions.UserIdCharacters);
        if (query.Refusal is { } wrong)
            return wrong.ToHttp();
        if (post is null || buyerId is null)
            return Refusal.Invalid(post is null ? "query.post_id" : "query.buyer_id", LaisRefusals.Required).ToHttp();
        Person? buyer;
        if (await callers.IsBackendAsync(http))
            buyer = await admit.FindAsync(UserIds.KindOf(buyerId), buyerId, cancellation);
        else if (!(await callers.FindAsync(http, buyerId, "query.buyer_id")).TryGet(out buyer, out var refusal))
            return refusal.ToHttp();
        var count = 0;
        if (buyer is not null && (await openings.FindAsync(buyer, (int)post, cancellation)).TryGet(out var chat, out _))
        {
            foreach (var side in new[] { chat.Buyer.Person, chat.Seller.Person })
                await configure.RunAsync(side, chat.Id, Hidden, expected: null, cancellation);
            count = 1;
        }
        return TypedResults.Json(new HiddenJson($"Hidden {count} chat(s)", count), LaisJson.Wire.HiddenJson);
    }
}
