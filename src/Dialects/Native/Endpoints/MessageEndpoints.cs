using Haggle.Core.Messages;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Haggle.Realtime.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Messages");
        api.MapPost("/messages", SendAsync)
            .Documented("sendMessage", "Say something", "Answers once the message is stored. A repeat of `client_message_id` by the same author in the same chat answers 200 with the stored message.")
            .GivesCreatedOrFound<MessageJson>().ProducesError(403, 404, 409, 413, 422);
        api.MapGet("/chats/{chat_id}/messages", PageAsync)
            .Documented("pageMessages", "A page of a chat", "Oldest first. Without `before_seq`, `after_seq` and `around_seq`: the newest page; at most one of them may be given.")
            .Gives<MessagePageJson>().ProducesError(404, 422);
        api.MapGet("/messages/{message_id}", GetAsync).Documented("getMessage", "One message").Gives<MessageJson>().ProducesError(404, 422);
        api.MapPatch("/messages/{message_id}", EditAsync).Documented("editMessage", "Edit my message", "Within 48 hours. Earlier contents are kept.")
            .Gives<MessageJson>().ProducesError(403, 404, 409, 413, 422);
        api.MapGet("/messages/{message_id}/edits", EditsAsync).Documented("listEdits", "What a message said before", "Oldest first.")
            .Gives<ItemsJson<EditJson>>().ProducesError(404, 422);
        api.MapDelete("/messages/{message_id}", DeleteAsync)
            .Documented("deleteMessage", "Delete a message", "For everyone: its author, owner and admins of a group, moderators of the server; a tombstone stays. For me: any member.")
            .GivesNothing().ProducesError(403, 404, 409, 422);
        api.MapPost("/messages/{message_id}/forward", ForwardAsync).Idempotent()
            .Documented("forwardMessage", "Say a message again in other chats", "Answers with the new messages; a chat that refuses (closed, blocked) is left out, unless all refuse.")
            .Gives<ItemsJson<MessageJson>>(StatusCodes.Status201Created).ProducesError(403, 404, 409, 422);
    }

    private static async Task<IResult> SendAsync(Body<SendMessageJson> body, Me me, SendMessage send)
    {
        if (!body.Value.ToDraft().TryGet(out var draft, out var refusal))
            return refusal.ToHttp();
        // The caller may be gone before the message is stored; it is stored all the same, so the request's token is not passed on.
        var sent = (await send.RunAsync(me.Person, draft, CancellationToken.None).OffTheWriter()).CountedAt(NativeDialect.Name);
        return sent.TryGet(out var appended, out refusal)
            ? Replies.CreatedOrFound(Showing.Message(appended.Message, me.Person), appended.IsNew, NativeJson.Wire.MessageJson)
            : refusal.ToHttp();
    }

    private static async Task<IResult> PageAsync(ChatInPath chat, MessagesQuery query, Me me, PageMessages page, CancellationToken cancellation)
        => (await page.RunAsync(me.Person, chat.Id, query.Range, cancellation)).TryGet(out var found, out var refusal)
            ? Replies.Ok(found, me.Person.Id)
            : refusal.In("query").ToHttp();

    private static async Task<IResult> GetAsync(MessageInPath message, Me me, GetMessage get, CancellationToken cancellation)
        => (await get.RunAsync(me.Person, message.Id, cancellation)).TryGet(out var found, out var refusal)
            ? Replies.Ok(Showing.Message(found, me.Person), NativeJson.Wire.MessageJson)
            : refusal.ToHttp();

    private static async Task<IResult> EditAsync(MessageInPath message, Body<EditMessageJson> body, Me me, EditMessage edit, CancellationToken cancellation)
        => body.Value.ToContent().TryGet(out var content, out var refusal)
            && (await edit.RunAsync(me.Person, message.Id, content, cancellation)).TryGet(out var edited, out refusal)
            ? Replies.Ok(Showing.Message(edited, me.Person), NativeJson.Wire.MessageJson)
            : refusal.ToHttp();

    private static async Task<IResult> EditsAsync(MessageInPath message, Me me, ListEdits list, CancellationToken cancellation)
        => (await list.RunAsync(me.Person, message.Id, cancellation)).TryGet(out var edits, out var refusal)
            ? Replies.Ok(new ItemsJson<EditJson>([.. edits.Select(EditJson.From)]), NativeJson.Wire.ItemsJsonEditJson)
            : refusal.ToHttp();

    private static async Task<IResult> DeleteAsync(MessageInPath message, DeleteQuery query, Me me, DeleteMessage delete, CancellationToken cancellation)
        => (query.ForEveryone
            ? await delete.ForEveryoneAsync(me.Person, message.Id, cancellation)
            : await delete.ForMeAsync(me.Person, message.Id, cancellation)).DoneOr();

    private static async Task<IResult> ForwardAsync(MessageInPath message, Body<ForwardJson> body, Me me, ForwardMessage forward)
        => (await forward.RunAsync(me.Person, message.Id, body.Value.Chats(), CancellationToken.None).OffTheWriter()).TryGet(out var sent, out var refusal)
            ? Replies.Created(new ItemsJson<MessageJson>([.. sent.Select(copy => Showing.Message(copy, me.Person))]), NativeJson.Wire.ItemsJsonMessageJson)
            : refusal.ToHttp();
}
