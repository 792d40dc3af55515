using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Receipts;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Windi.Shapes;
using Haggle.Realtime.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Windi.Endpoints;

/// <summary><c>/messages</c>. Source: contracts/windi.md, 4.3.</summary>
internal static class MessageEndpoints
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 200;

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/messages", SendAsync).JsonBodyOf<SendJson>("chat_id", "text").Produces<MessageJson>(StatusCodes.Status201Created).Produces<MessageJson>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
        routes.MapPost("/messages/read", ReadUpToAsync).JsonBodyOf<ReadUpToJson>("chat_id", "up_to_message_id").Produces<StatusJson>().Refuses(StatusCodes.Status404NotFound);
        routes.MapPost("/messages/{message_id}/read", ReadAsync).Produces<ReadJson>();
        routes.MapGet("/messages/history/{chat_id}", HistoryAsync).Query("limit").Query("offset").Produces<IReadOnlyList<MessageJson>>();
    }

    private static async Task<IResult> SendAsync(HttpContext http, Me me, SendMessage send, SliceMessages slices, CancellationToken cancellation)
    {
        if (!(await JsonBody.ReadAsync(http.Request, WindiJson.Wire.SendJson, cancellation)).TryGet(out var wanted, out var refusal)
            || !wanted.ToDraft().TryGet(out var draft, out refusal)
            || !(await send.RunAsync(me.Person, draft, cancellation)).CountedAt(WindiDialect.Name).TryGet(out var sent, out refusal))
            return refusal.ToHttp();
        var isRead = !sent.IsNew && await slices.HasBeenReadAsync(me.Person, sent.Message, cancellation);
        return TypedResults.Json(MessageJson.From(sent.Message, isRead), WindiJson.Wire.MessageJson, statusCode: sent.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, Me me, GetMessage get, MarkRead mark, SliceMessages slices, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "message_id", "message").TryGet(out var id, out var refusal) || !(await FindAsync(me, get, id, cancellation)).TryGet(out var message, out refusal))
            return refusal.ToHttp();
        if (message.AuthorId == me.Person.Id) // one's own say changes nothing
            return Read(message, await slices.HasBeenReadAsync(me.Person, message, cancellation));
        return (await mark.RunAsync(me.Person, message.ChatId, message.Seq, cancellation)).Refusal is { } no ? no.ToHttp() : Read(message, isRead: true);
    }

    /// <summary>What the server itself said, and what was taken back, is no message to this wire.</summary>
    private static async ValueTask<Result<Message>> FindAsync(Me me, GetMessage get, long id, CancellationToken cancellation)
        => (await get.RunAsync(me.Person, new MessageId(id), cancellation)).TryGet(out var message, out var refusal)
            ? message.AuthorId is null || message.IsDeleted ? Refusal.NotFound("message") : message
            : refusal;

    private static JsonHttpResult<ReadJson> Read(Message message, bool isRead) => TypedResults.Json(new ReadJson("ok", MessageJson.From(message, isRead)), WindiJson.Wire.ReadJson);

    private static async Task<IResult> ReadUpToAsync(HttpContext http, Me me, GetMessage get, MarkRead mark, CancellationToken cancellation)
    {
        if (!(await JsonBody.ReadAsync(http.Request, WindiJson.Wire.ReadUpToJson, cancellation)).TryGet(out var wanted, out var refusal))
            return refusal.ToHttp();
        if (wanted.ChatId is not { } chat || wanted.UpToMessageId is not { } upTo)
            return Refusal.Invalid(wanted.ChatId is null ? "chat_id" : "up_to_message_id", "Field required").ToHttp();
        if (!(await FindAsync(me, get, upTo, cancellation)).TryGet(out var message, out refusal))
            return refusal.ToHttp();
        if (message.ChatId.Value != chat)
            return ChatRights.NoSuchChat.ToHttp();
        return (await mark.RunAsync(me.Person, message.ChatId, message.Seq, cancellation)).Refusal is { } no
            ? no.ToHttp()
            : TypedResults.Json(new StatusJson("ok"), WindiJson.Wire.StatusJson);
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, Me me, SliceMessages slices, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var chat, out var refusal))
            return refusal.ToHttp();
        var query = new QueryReader(http.Request);
        var limit = query.Long("limit", 1) ?? DefaultLimit;
        var offset = query.Long("offset", 0) ?? 0;
        if (query.Refusal is { } wrong)
            return wrong.ToHttp();
        var slice = new MessageSlice(offset, (int)Math.Min(limit, MostLimit));
        if (!(await slices.RunAsync(me.Person, new ChatId(chat), slice, cancellation)).TryGet(out var sliced, out refusal))
            return refusal.ToHttp();
        IReadOnlyList<MessageJson> history = [.. sliced.Items.Select(message => MessageJson.From(message, sliced.Marks.HasRead(message)))];
        return TypedResults.Json(history, WindiJson.Wire.IReadOnlyListMessageJson);
    }
}
