using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Receipts;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

internal static class ReceiptEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Receipts");
        api.MapPut("/chats/{chat_id}/read", ReadAsync).Documented("markRead", "I have read up to here", "Never moves back; beyond the last message it means the last message.")
            .Gives<ReadJson>().ProducesError(404, 422);
        api.MapPut("/chats/{chat_id}/delivered", DeliveredAsync).Documented("markDelivered", "My device has everything up to here").GivesNothing().ProducesError(404, 422);
        api.MapPost("/chats/{chat_id}/unread", UnreadAsync).Documented("markUnread", "Mark a chat as unread for me", "A flag; pointers stay. Reading takes it away.")
            .GivesNothing().ProducesError(404, 422);
        api.MapPost("/chats/read-all", ReadAllAsync).Documented("readAll", "I have read everything").GivesNothing();
        api.MapGet("/messages/{message_id}/receipts", ListAsync)
            .Documented("listReceipts", "Who has got and read my message", "For its author. A time is that of the member's last step forward, so it may be later than the moment itself. Null where receipts are off.")
            .Gives<ItemsJson<MessageReceiptJson>>().ProducesError(403, 404, 422);
    }

    private static async Task<IResult> ReadAsync(ChatInPath chat, Body<UpToJson> body, Me me, MarkRead read, CancellationToken cancellation)
        => body.Value.Seq().TryGet(out var seq, out var refusal) && (await read.RunAsync(me.Person, chat.Id, seq, cancellation)).TryGet(out var moved, out refusal)
            ? Replies.Ok(ReadJson.From(moved), NativeJson.Wire.ReadJson)
            : refusal.ToHttp();

    private static async Task<IResult> DeliveredAsync(ChatInPath chat, Body<UpToJson> body, Me me, MarkDelivered deliver, CancellationToken cancellation)
        => body.Value.Seq().TryGet(out var seq, out var refusal) ? (await deliver.RunAsync(me.Person, chat.Id, seq, cancellation)).DoneOr() : refusal.ToHttp();

    private static async Task<IResult> UnreadAsync(ChatInPath chat, Me me, MarkUnread mark, CancellationToken cancellation)
        => (await mark.RunAsync(me.Person, chat.Id, cancellation)).DoneOr();

    private static async Task<IResult> ReadAllAsync(Me me, ReadAll readAll, CancellationToken cancellation)
    {
        await readAll.RunAsync(me.Person, cancellation);
        return Replies.Done;
    }

    private static async Task<IResult> ListAsync(MessageInPath message, Me me, ListReceipts list, CancellationToken cancellation)
        => (await list.RunAsync(me.Person, message.Id, cancellation)).TryGet(out var receipts, out var refusal)
            ? Replies.Ok(new ItemsJson<MessageReceiptJson>([.. receipts.Select(MessageReceiptJson.From)]), NativeJson.Wire.ItemsJsonMessageReceiptJson)
            : refusal.ToHttp();
}
