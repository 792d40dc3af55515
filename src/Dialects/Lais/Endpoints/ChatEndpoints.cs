using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Lais.Endpoints;

/// <summary>One chat: made, found, looked at, ended. Source: contracts/lais.md, "Routes".</summary>
internal static partial class ChatEndpoints
{
    /// <summary>So many messages come with a chat that is asked for whole.</summary>
    private const int MessagesShown = 100;

    public static void MapChats(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/chats", OpenAsync).JsonBodyOf<OpenChatJson>().Produces<ChatJson>();
        routes.MapGet("/chats/find", FindAsync).Query("iphone_id").Query("seller_id").Query("buyer_id", isNumber: false).Produces<ChatJson>();
        routes.MapGet("/chats/{chat_id}", GetAsync).Produces<ChatJson>();
        routes.MapGet("/chats/{chat_id}/info", InfoAsync).Produces<ChatJson>();
        routes.MapDelete("/chats/{chat_id}", DeleteAsync).Produces<DeletedJson>();
    }

    private static async Task<IResult> OpenAsync(HttpContext http, LaisCallers callers, Openings openings, CancellationToken cancellation)
    {
        if (!(await Bodies.ReadAsync(http.Request, LaisJson.Wire.OpenChatJson, cancellation)).TryGet(out var wanted, out var refusal))
            return refusal.ToHttp();
        if ((Check(wanted.IphoneId, "iphone_id") ?? Check(wanted.SellerId, "seller_id")) is { } wrong)
            return wrong.ToHttp();
        if (!(await callers.EnterAsync(http, wanted.BuyerId, "buyer_id")).TryGet(out var buyer, out refusal))
            return refusal.ToHttp();
        var pair = new Pair((int)wanted.IphoneId!, (int)wanted.SellerId!, buyer.Person);
        return (await openings.OpenAsync(pair, wanted.BuyerIsRegistered ?? false, cancellation)).TryGet(out var chat, out refusal) ? Say(chat) : refusal.ToHttp();
    }

    private static async Task<IResult> FindAsync(HttpContext http, LaisCallers callers, Openings openings, LaisOptions options, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var (iphone, seller) = (query.Long("iphone_id", 1, int.MaxValue), query.Long("seller_id", 1, int.MaxValue));
        var buyerId = query.Text("buyer_id", LaisOptions.UserIdCharacters);
        var missing = iphone is null ? Missing("iphone_id") : seller is null ? Missing("seller_id") : buyerId is null ? Missing("buyer_id") : null;
        if ((query.Refusal ?? missing) is { } wrong)
            return wrong.ToHttp();
        if (!(await callers.FindAsync(http, buyerId, "query.buyer_id")).TryGet(out var known, out var refusal))
            return refusal.ToHttp();
        if (known is not null && (await openings.FindAsync(known, (int)iphone!, cancellation)).TryGet(out var found, out _))
            return Say(found);
        if (!options.FindCreates)
            return TypedResults.Text("null", "application/json");
        if (!(await callers.EnterAsync(http, buyerId, "query.buyer_id")).TryGet(out var buyer, out refusal))
            return refusal.ToHttp();
        var pair = new Pair((int)iphone!, (int)seller!, buyer.Person);
        return (await openings.MakeAsync(pair, cancellation)).TryGet(out var made, out refusal) ? Say(made) : refusal.ToHttp();
    }

    private static async Task<IResult> InfoAsync(HttpContext http, Seats seats)
        => PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            && (await seats.SeeAsync(http, new ChatId(id))).TryGet(out var seen, out refusal)
            ? Say(seen.Chat)
            : refusal.ToHttp();

    private static async Task<IResult> GetAsync(HttpContext http, Seats seats, History history, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            || !(await seats.SeeAsync(http, new ChatId(id))).TryGet(out var seen, out refusal)
            || !(await history.ReadAsync(seen.Chat, seen.Viewer, new MessageSlice(0, MessagesShown), cancellation)).TryGet(out var messages, out refusal))
            return refusal.ToHttp();
        return TypedResults.Json(ChatJson.From(seen.Chat) with { Messages = messages }, LaisJson.Wire.ChatJson);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, Seats seats, LaisCallers callers, EndListingChat end, ILoggerFactory logs, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            || !(await seats.SeeAsync(http, new ChatId(id))).TryGet(out var seen, out refusal))
            return refusal.ToHttp();
        PersonId? caller = callers.IsOpen ? null : seen.Viewer.Id;
        if ((await end.RunAsync(caller, seen.Chat.Id, cancellation)).Refusal is { } no)
            return no.ToHttp();
        ChatDeleted(logs.CreateLogger("Haggle.Dialects.Lais"), seen.Chat.Id, caller is { } person ? person.ToString() : "nobody asked");
        return TypedResults.Json(new DeletedJson(true), LaisJson.Wire.DeletedJson);
    }

    private static JsonHttpResult<ChatJson> Say(LaisChat chat) => TypedResults.Json(ChatJson.From(chat), LaisJson.Wire.ChatJson);

    private static Refusal Missing(string name) => Refusal.Invalid($"query.{name}", LaisRefusals.Required);

    private static Refusal? Check(long? id, string field)
        => id is null ? Refusal.Invalid(field, LaisRefusals.Required) : id is > 0 and <= int.MaxValue ? null : Refusal.Invalid(field, $"1 to {int.MaxValue}");

    [LoggerMessage(LogLevel.Information, "Lais chat deleted for both sides: chat_id={Chat} by={Person}")]
    private static partial void ChatDeleted(ILogger log, ChatId chat, string person);
}
