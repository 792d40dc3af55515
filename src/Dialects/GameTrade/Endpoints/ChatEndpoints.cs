using System.Text.Json;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.GameTrade.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.GameTrade.Endpoints;

/// <summary><c>/chats</c>. Source: contracts/gametrade.md, 4.2 and section 8.</summary>
internal static class ChatEndpoints
{
    private const string SystemToken = "system_token", SystemHeader = "X-System-Token";
    private const int DefaultPage = 20;
    private const int MostInPage = 100;
    private const int MostPage = 100_000;

    public static void MapChats(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/chats", OpenAsync).JsonBodyOf<OpenChatJson>("participant_ids").Produces<ChatJson>(StatusCodes.Status201Created);
        routes.MapGet("/chats", ListAsync).Query("page").Query("page_size").Query("status", isNumber: false).Produces<ChatPageJson>();
        routes.MapGet("/chats/{chat_id}", GetAsync).Produces<ChatJson>();
        routes.MapPatch("/chats/{chat_id}", EditAsync).JsonBodyOf<EditChatJson>(required: []).Produces<ChatJson>().Refuses(StatusCodes.Status403Forbidden);
    }

    /// <summary>For the marketplace's other services, which bring the shared token.</summary>
    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/chats/system/create", OpenAsSystemAsync).JsonBodyOf<OpenChatJson>("participant_ids").Produces<ChatJson>(StatusCodes.Status201Created).BySystem();
        routes.MapPut("/chats/{chat_id}", LinkAsync).JsonBodyOf<LinkChatJson>(required: []).Produces<ChatJson>().BySystem();
    }

    private static void BySystem(this RouteHandlerBuilder route)
        => route.Query(SystemToken, isNumber: false).Header(SystemHeader).Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> OpenAsync(HttpContext http, Me me, Crowds crowds, OpenDealChat open, GetChat get, Views views, CancellationToken cancellation)
    {
        if (!(await JsonBody.ReadAsync(http.Request, GameTradeJson.Wire.OpenChatJson, cancellation)).TryGet(out var wanted, out var refusal)
            || !DealOf(wanted).TryGet(out var deal, out refusal)
            || !(await crowds.FindAsync(me.Person, wanted.ParticipantIds!, cancellation)).TryGet(out var people, out refusal)
            || !(await open.RunAsync(me.Person, people, deal, cancellation)).TryGet(out var chat, out refusal)
            || !(await get.RunAsync(me.Person, chat.Id, cancellation)).TryGet(out var view, out refusal))
            return refusal.ToHttp();
        return TypedResults.Json(await views.ShowAsync(view, withUnread: true, cancellation), GameTradeJson.Wire.ChatJson, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(HttpContext http, Me me, ListChats list, CountChats count, Views views, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var (page, size) = (query.Int("page", 1, 1, MostPage), query.Int("page_size", DefaultPage, 1, MostInPage));
        if (query.Refusal is { } wrong)
            return wrong.ToHttp();
        var filter = new ChatFilter();
        if (http.Request.Query["status"].ToString() is { Length: > 0 } word)
        {
            if (Words.StatusOf(word) is not { } status)
                return TypedResults.Json(new ChatPageJson([], 0, page, 0), GameTradeJson.Wire.ChatPageJson);
            filter = filter with { Status = status };
        }
        var total = await count.RunAsync(me.Person, filter, cancellation);
        var part = await PartAsync(me.Person, list, filter, (page - 1) * (long)size, size, total, cancellation);
        return TypedResults.Json(
            new ChatPageJson(await views.ShowAsync(me.Person, part, cancellation), total, page, (total + size - 1) / size), GameTradeJson.Wire.ChatPageJson);
    }

    private static async ValueTask<IReadOnlyList<ChatView>> PartAsync(
        Person viewer, ListChats list, ChatFilter filter, long offset, int size, long total, CancellationToken cancellation)
    {
        if (offset >= total)
            return [];
        var chats = new List<ChatView>();
        for (string? from = null; chats.Count < offset + size;)
        {
            var page = await list.RunAsync(viewer, filter, new PageRequest((int)Math.Min(PageRequest.MaxLimit, offset + size), from), cancellation);
            chats.AddRange(page.Items);
            if ((from = page.Next) is null)
                break;
        }
        return [.. chats.Skip((int)offset).Take(size)];
    }

    private static async Task<IResult> GetAsync(HttpContext http, Me me, GetChat get, Views views, CancellationToken cancellation)
        => PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            && (await get.RunAsync(me.Person, new ChatId(id), cancellation)).TryGet(out var view, out refusal)
            ? TypedResults.Json(await views.ShowAsync(view, withUnread: true, cancellation), GameTradeJson.Wire.ChatJson)
            : refusal.ToHttp();

    private static async Task<IResult> EditAsync(HttpContext http, Me me, EditDeal edit, LookIntoChat look, Views views, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            || !(await JsonBody.ReadAsync(http.Request, GameTradeJson.Wire.EditChatJson, cancellation)).TryGet(out var wanted, out refusal)
            || !ObjectOf(wanted.ChatMetadata, "chat_metadata").TryGet(out var metadata, out refusal))
            return refusal.ToHttp();
        ChatStatus? status = null;
        if (wanted.Status is { } word && (status = Words.StatusOf(word)) is null)
            return Refusal.Invalid("status", "Input should be active, archived, disputed or resolved").ToHttp();
        Deal Change(Chat chat)
        {
            var deal = DealOf(chat);
            return deal with { Title = wanted.Title ?? chat.Title, Metadata = metadata.Value is { } given ? new DealFacts(given).ToText() : deal.Metadata };
        }
        return await ShowAsync(await edit.RunAsync(me.Person, new ChatId(id), Change, status, cancellation), look, views, cancellation);
    }

    private static async Task<IResult> OpenAsSystemAsync(
        HttpContext http, GameTradeOptions options, Crowds crowds, OpenDealChat open, LookIntoChat look, Views views, CancellationToken cancellation)
    {
        if (!IsSystem(http, options))
            return Refusal.Unauthenticated("Wrong system token").ToHttp();
        if (!(await JsonBody.ReadAsync(http.Request, GameTradeJson.Wire.OpenChatJson, cancellation)).TryGet(out var wanted, out var refusal)
            || !DealOf(wanted).TryGet(out var deal, out refusal)
            || !(await crowds.FindAsync(null, wanted.ParticipantIds!, cancellation)).TryGet(out var people, out refusal)
            || !(await open.RunAsync(null, people, deal, cancellation)).TryGet(out var chat, out refusal)
            || !(await look.RunAsync(chat.Id, cancellation)).TryGet(out var view, out refusal))
            return refusal.ToHttp();
        return TypedResults.Json(await views.ShowAsync(view with { UnreadCount = 0 }, withUnread: true, cancellation), GameTradeJson.Wire.ChatJson, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> LinkAsync(HttpContext http, GameTradeOptions options, EditDeal edit, LookIntoChat look, Views views, CancellationToken cancellation)
    {
        if (!IsSystem(http, options))
            return Refusal.Unauthenticated("Wrong system token").ToHttp();
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            || !(await JsonBody.ReadAsync(http.Request, GameTradeJson.Wire.LinkChatJson, cancellation)).TryGet(out var wanted, out refusal))
            return refusal.ToHttp();
        Deal Change(Chat chat) => DealOf(chat) with
        {
            ListingId = wanted.ListingId is { } listing ? $"{listing}" : chat.ListingId,
            TransactionId = wanted.TransactionId ?? chat.TransactionId,
        };
        return await ShowAsync(await edit.RunAsync(null, new ChatId(id), Change, status: null, cancellation), look, views, cancellation);
    }

    private static async Task<IResult> ShowAsync(Result<Chat> edited, LookIntoChat look, Views views, CancellationToken cancellation)
        => edited.TryGet(out var chat, out var refusal) && (await look.RunAsync(chat.Id, cancellation)).TryGet(out var view, out refusal)
            ? TypedResults.Json(await views.ShowAsync(view, withUnread: false, cancellation), GameTradeJson.Wire.ChatJson)
            : refusal.ToHttp();

    private static bool IsSystem(HttpContext http, GameTradeOptions options)
        => options.IsSystem(http.Request.Headers.TryGetValue(SystemHeader, out var header) ? header.ToString() : http.Request.Query[SystemToken].ToString());

    private static Deal DealOf(Chat chat) => new(chat.Kind, chat.Title, chat.ListingId, chat.TransactionId, chat.Metadata);

    private static Result<Deal> DealOf(OpenChatJson wanted)
    {
        if (wanted.ParticipantIds is null)
            return Refusal.Invalid("participant_ids", "Field required");
        if (Words.KindOf(wanted.Type ?? "listing") is not { } kind)
            return Refusal.Invalid("type", "Input should be listing, completion, support or dispute");
        if (!ObjectOf(wanted.ChatMetadata, "chat_metadata").TryGet(out var metadata, out var refusal))
            return refusal;
        return new Deal(
            kind, wanted.Title ?? "", wanted.ListingId is { } listing ? $"{listing}" : null, wanted.TransactionId, new DealFacts(metadata.Value).ToText());
    }

    /// <summary>An object, or nothing.</summary>
    private static Result<Optional> ObjectOf(JsonElement? given, string field) => given switch
    {
        null or { ValueKind: JsonValueKind.Null } => new Optional(null),
        { ValueKind: JsonValueKind.Object } some => new Optional(some),
        _ => Refusal.Invalid(field, "Input should be an object"),
    };

    private readonly record struct Optional(JsonElement? Value);
}
