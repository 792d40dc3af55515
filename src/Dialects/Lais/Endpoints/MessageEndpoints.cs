using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;
using Haggle.Dialects.Lais.Socket;
using Haggle.Realtime.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Lais.Endpoints;

/// <summary>What is said in a chat, and that it was read. Source: contracts/lais.md, "Routes".</summary>
internal static class MessageEndpoints
{
    private const int DefaultLimit = 100;

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/chats/{chat_id}/messages", HistoryAsync).Query("limit").Query("offset").Produces<IReadOnlyList<MessageJson>>();
        routes.MapPost("/chats/{chat_id}/messages", SendAsync).JsonBodyOf<SendJson>().Produces<MessageJson>();
        routes.MapPost("/chats/{chat_id}/read", ReadAsync).Query("user_id", isNumber: false).Produces<MarkedJson>();
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, Seats seats, History history, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal))
            return refusal.ToHttp();
        var query = new QueryReader(http.Request);
        var limit = query.Int("limit", DefaultLimit, 1, MessageSlice.MostLimit);
        var offset = query.Long("offset", 0) ?? 0;
        if (query.Refusal is { } wrong)
            return wrong.ToHttp();
        // The scripts ask without either, and want to show what is new; who counts, counts from the oldest.
        var isBare = !http.Request.Query.ContainsKey("limit") && !http.Request.Query.ContainsKey("offset");
        if (!(await seats.SeeAsync(http, new ChatId(id))).TryGet(out var seen, out refusal)
            || !(await history.ReadAsync(seen.Chat, seen.Viewer, new MessageSlice(offset, limit) { FromNewest = isBare }, cancellation))
                .TryGet(out var messages, out refusal))
            return refusal.ToHttp();
        return TypedResults.Json(messages, LaisJson.Wire.IReadOnlyListMessageJson);
    }

    private static async Task<IResult> SendAsync(HttpContext http, Seats seats, LaisCallers callers, SendMessage send, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            || !(await Bodies.ReadAsync(http.Request, LaisJson.Wire.SendJson, cancellation)).TryGet(out var wanted, out refusal))
            return refusal.ToHttp();
        if (wanted.MessageText is not { } text)
            return Refusal.Invalid("message_text", LaisRefusals.Required).ToHttp();
        if (!(await seats.TakeAsync(http, new ChatId(id), wanted.SenderId, "sender_id")).TryGet(out var seat, out refusal))
            return refusal.ToHttp();
        var sender = seat.Caller.Person;
        var draft = Drafts.Of(seat.Chat.Id, text, callers.FlagOf(sender, wanted.SenderIsRegistered));
        return (await send.RunAsync(sender, draft, cancellation)).CountedAt(LaisDialect.Name).TryGet(out var sent, out refusal)
            ? TypedResults.Json(MessageJson.From(sent.Message, _ => sender.ExternalId, isRead: false), LaisJson.Wire.MessageJson)
            : refusal.ToHttp();
    }

    private static async Task<IResult> ReadAsync(HttpContext http, Seats seats, Reading reading, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal))
            return refusal.ToHttp();
        var userId = UserIds.In(http.Request);
        if (!(await seats.TakeAsync(http, new ChatId(id), userId, "query.user_id")).TryGet(out var seat, out refusal)
            || !(await reading.RunAsync(seat.Caller.Person, seat.Caller.Person.ExternalId, seat.Chat.Id, origin: null, tellsNothing: false, cancellation))
                .TryGet(out var count, out refusal))
            return refusal.ToHttp();
        return TypedResults.Json(new MarkedJson(count), LaisJson.Wire.MarkedJson);
    }
}
