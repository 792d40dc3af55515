using System.Text.Json;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Receipts;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.GameTrade.Shapes;
using Haggle.Realtime.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.GameTrade.Endpoints;

/// <summary><c>/chats/{chat_id}/messages</c> and <c>/read</c>. Source: contracts/gametrade.md, 4.2 and 4.3.</summary>
internal static class MessageEndpoints
{
    private const int DefaultPage = 50;
    private const int MostInPage = 100;
    private const int MostPage = 1_000_000;

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/chats/{chat_id}/messages", SendAsync).JsonBodyOf<SendJson>("content")
            .Produces<MessageJson>(StatusCodes.Status201Created).Refuses(StatusCodes.Status403Forbidden);
        routes.MapGet("/chats/{chat_id}/messages", PageAsync).Query("page").Query("page_size").Produces<MessagePageJson>();
        routes.MapPatch("/chats/{chat_id}/messages/{message_id}", EditAsync).JsonBodyOf<EditMessageJson>("content").Produces<MessageJson>();
        routes.MapDelete("/chats/{chat_id}/messages/{message_id}", DeleteAsync).Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/chats/{chat_id}/read", ReadAsync).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> SendAsync(HttpContext http, Me me, SendMessage send, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var chat, out var refusal)
            || !(await JsonBody.ReadAsync(http.Request, GameTradeJson.Wire.SendJson, cancellation)).TryGet(out var wanted, out refusal)
            || !DraftOf(new ChatId(chat), wanted).TryGet(out var draft, out refusal)
            || !(await send.RunAsync(me.Person, draft, cancellation)).CountedAt(GameTradeDialect.Name).TryGet(out var sent, out refusal))
            return refusal.ToHttp();
        return TypedResults.Json(MessageJson.From(sent.Message, _ => me.Person.Number()), GameTradeJson.Wire.MessageJson, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> PageAsync(HttpContext http, Me me, SliceMessages slices, Views views, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var chat, out var refusal))
            return refusal.ToHttp();
        var query = new QueryReader(http.Request);
        var (page, size) = (query.Int("page", 1, 1, MostPage), query.Int("page_size", DefaultPage, 1, MostInPage));
        if (query.Refusal is { } wrong)
            return wrong.ToHttp();
        var slice = new MessageSlice((page - 1) * (long)size, size) { FromNewest = true, WithSystem = true, WithTotal = true };
        if (!(await slices.RunAsync(me.Person, new ChatId(chat), slice, cancellation)).TryGet(out var sliced, out refusal))
            return refusal.ToHttp();
        var total = sliced.Total ?? 0;
        var messages = await views.ShowAsync([.. sliced.Items.Reverse()], cancellation);
        return TypedResults.Json(new MessagePageJson(messages, total, page, (total + size - 1) / size), GameTradeJson.Wire.MessagePageJson);
    }

    private static async Task<IResult> EditAsync(HttpContext http, Me me, GetMessage get, EditMessage edit, CancellationToken cancellation)
    {
        if (!(await FindAsync(http, me, get, cancellation)).TryGet(out var message, out var refusal)
            || !(await JsonBody.ReadAsync(http.Request, GameTradeJson.Wire.EditMessageJson, cancellation)).TryGet(out var wanted, out refusal))
            return refusal.ToHttp();
        if (CheckContent(wanted.Content) is { } wrong)
            return wrong.ToHttp();
        return (await edit.RunAsync(me.Person, message.Id, wanted.Content!, cancellation, GameTradeOptions.Rewriting)).TryGet(out var edited, out refusal)
            ? TypedResults.Json(MessageJson.From(edited, _ => me.Person.Number()), GameTradeJson.Wire.MessageJson)
            : refusal.ToHttp();
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, Me me, GetMessage get, DeleteMessage delete, CancellationToken cancellation)
        => (await FindAsync(http, me, get, cancellation)).TryGet(out var message, out var refusal)
            && (await delete.ForEveryoneAsync(me.Person, message.Id, cancellation, GameTradeOptions.Rewriting)).TryGet(out _, out refusal)
            ? TypedResults.NoContent()
            : refusal.ToHttp();

    /// <summary>Only the author's own, in this very chat, and not one that is gone.</summary>
    private static async ValueTask<Result<Message>> FindAsync(HttpContext http, Me me, GetMessage get, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var chat, out var refusal)
            || !PathIds.Read(http, "message_id", "message").TryGet(out var id, out refusal)
            || !(await get.RunAsync(me.Person, new MessageId(id), cancellation)).TryGet(out var message, out refusal))
            return refusal;
        return message.ChatId.Value == chat && message.AuthorId == me.Person.Id && !message.IsDeleted ? message : Refusal.NotFound("message");
    }

    private static async Task<IResult> ReadAsync(HttpContext http, Me me, MarkRead mark, CancellationToken cancellation)
        => PathIds.Read(http, "chat_id", "chat").TryGet(out var chat, out var refusal)
            && (await mark.RunAsync(me.Person, new ChatId(chat), long.MaxValue, cancellation, isDated: true)).TryGet(out _, out refusal)
            ? TypedResults.NoContent()
            : refusal.ToHttp();

    private static Result<Draft> DraftOf(ChatId chat, SendJson wanted)
    {
        if (CheckContent(wanted.Content) is { } wrong)
            return wrong;
        if (wanted.Type is MessageJson.System)
            return Refusal.Forbidden("type", "The server alone says this");
        if (wanted.Type is not (null or MessageJson.Text or MessageJson.Image or MessageJson.File))
            return Refusal.Invalid("type", "Input should be text, image or file");
        var (attachments, metadata) = (NullToNone(wanted.Attachments), NullToNone(wanted.MessageMetadata));
        if (attachments is { ValueKind: not JsonValueKind.Array } || attachments?.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object) == true)
            return Refusal.Invalid("attachments", "Input should be an array of objects");
        if (metadata is { ValueKind: not JsonValueKind.Object })
            return Refusal.Invalid("message_metadata", "Input should be an object");
        return new Draft(chat, wanted.Content!)
        {
            Payload = new MessageFacts(wanted.Type is MessageJson.Text ? null : wanted.Type, attachments, metadata).ToPayload(),
            MostCodePoints = GameTradeOptions.ContentCodePoints,
            IsVouchedFor = true,
        };
    }

    private static Refusal? CheckContent(string? content) => content switch
    {
        null => Refusal.Invalid("content", "Field required"),
        "" => Refusal.Invalid("content", "Should not be empty"),
        _ when Core.Text.CodePoints.Count(content) > GameTradeOptions.ContentCodePoints => Refusal.Invalid("content", $"At most {GameTradeOptions.ContentCodePoints} characters"),
        _ => null,
    };

    private static JsonElement? NullToNone(JsonElement? given) => given is { ValueKind: JsonValueKind.Null } ? null : given;
}
