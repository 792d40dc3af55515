using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

internal static class ChatEndpoints
{
    public static void MapChats(this IEndpointRouteBuilder routes)
    {
        var chats = routes.MapGroup("/chats").WithTags("Chats");
        chats.MapGet("", ListAsync).Documented("listChats", "My chats", "Pinned ones first, then by newest activity. Archived ones only with `archived=true`.")
            .Gives<ListJson<ChatJson>>().ProducesError(422);
        chats.MapGet("/unread-count", CountUnreadAsync).Documented("countUnread", "What waits for me in all chats", "Muted chats are counted apart, archived ones not at all.")
            .Gives<UnreadJson>();
        chats.MapPost("/direct", OpenDirectAsync).Documented("openDirectChat", "The chat with one person", "Get or create: one chat for each pair, from either side.")
            .GivesCreatedOrFound<ChatJson>().ProducesError(403, 404, 422);
        chats.MapPost("/group", OpenGroupAsync).Idempotent().Documented("openGroup", "A new group", "The caller becomes its owner.")
            .Gives<ChatJson>(StatusCodes.Status201Created).ProducesError(403, 404, 409, 422);
        chats.MapPost("/listing", OpenListingAsync)
            .Documented("openListingChat", "The chat with the seller of a listing", "Get or create: one for each listing, buyer and seller. The caller is the buyer. A `listing` sent along counts only while the marketplace itself has told us nothing.")
            .GivesCreatedOrFound<ChatJson>().ProducesError(403, 404, 409, 422);
        chats.MapPost("/support", OpenSupportAsync).Documented("openSupportChat", "My chat with support", "Get or create; a closed one is opened again.")
            .GivesCreatedOrFound<ChatJson>().ProducesError(422);
        chats.MapGet("/{chat_id}", GetAsync).Documented("getChat", "One chat").Gives<ChatJson>().ProducesError(404, 422);
        chats.MapPatch("/{chat_id}", EditAsync).Documented("editChat", "Change a group", "Absent fields stay as they are. For owner and admins.")
            .Gives<ChatJson>().ProducesError(403, 404, 412, 422);
        chats.MapDelete("/{chat_id}", DeleteAsync).Documented("deleteChat", "End a group for everybody", "For its owner.").GivesNothing().ProducesError(403, 404, 422);
        chats.MapPost("/{chat_id}/close", CloseAsync).Documented("closeChat", "Close a chat", "It refuses messages with `chat_closed` until it is reopened.")
            .Gives<ChatJson>().ProducesError(403, 404, 409, 422);
        chats.MapPost("/{chat_id}/reopen", ReopenAsync).Documented("reopenChat", "Reopen a closed chat").Gives<ChatJson>().ProducesError(403, 404, 409, 422);
        chats.MapDelete("/{chat_id}/history", ClearAsync).Documented("clearHistory", "Hide everything said so far, for me only", "The chat comes back with the next message.")
            .GivesNothing().ProducesError(404, 422);
        chats.MapPut("/{chat_id}/settings", ConfigureAsync).Documented("configureChat", "My own settings of a chat", "Absent fields stay as they are, null clears. My other devices hear of it.")
            .Gives<ChatSettingsJson>().ProducesError(404, 412, 422);
    }

    private static async Task<IResult> ListAsync(ChatsQuery query, Me me, ListChats list, Showing show, CancellationToken cancellation)
    {
        var (items, next) = await list.RunAsync(me.Person, query.Filter, query.Page, cancellation);
        return Replies.Ok(new ListJson<ChatJson>([.. items.Select(view => show.Chat(view, me.Person))], next), NativeJson.Wire.ListJsonChatJson);
    }

    private static async Task<IResult> CountUnreadAsync(Me me, CountUnread count, CancellationToken cancellation)
        => Replies.Ok(UnreadJson.From(await count.RunAsync(me.Person, cancellation)), NativeJson.Wire.UnreadJson);

    private static async Task<IResult> OpenDirectAsync(Body<OpenDirectJson> body, Me me, OpenDirectChat open, Showing show, CancellationToken cancellation)
        => body.Value.Other().TryGet(out var other, out var refusal)
            ? Opened(await open.RunAsync(me.Person, other, cancellation), me, show)
            : refusal.ToHttp();

    // Not cancelled with the request, like all that an Idempotency-Key protects: a key must not be given back while nobody knows whether the work was done.
    private static async Task<IResult> OpenGroupAsync(Body<OpenGroupJson> body, Me me, OpenGroup open, Showing show)
        => Opened(await open.RunAsync(me.Person, body.Value.Title, body.Value.Description, body.Value.Members(), CancellationToken.None), me, show);

    private static async Task<IResult> OpenListingAsync(Body<OpenListingJson> body, Me me, OpenListingChat open, Showing show, CancellationToken cancellation)
    {
        var wanted = body.Value;
        return Opened(await open.RunAsync(me.Person, wanted.ListingId, wanted.Seller(), wanted.Listing?.ToClaim(wanted.ListingId), cancellation), me, show);
    }

    private static async Task<IResult> OpenSupportAsync(Body<OpenSupportJson> body, Me me, OpenSupportChat open, Showing show, CancellationToken cancellation)
        => Opened(await open.RunAsync(me.Person, body.Value.Topic, cancellation), me, show);

    private static async Task<IResult> GetAsync(ChatInPath chat, Me me, GetChat get, Showing show, CancellationToken cancellation)
        => Shown(await get.RunAsync(me.Person, chat.Id, cancellation), me, show);

    private static async Task<IResult> EditAsync(
        ChatInPath chat, Body<EditChatJson> body, IfMatch match, Me me, EditChat edit, Showing show, CancellationToken cancellation)
        => body.Value.ToEdit().TryGet(out var wanted, out var refusal)
            ? Shown(await edit.RunAsync(me.Person, chat.Id, wanted, match.Revision, cancellation), me, show)
            : refusal.ToHttp();

    private static async Task<IResult> DeleteAsync(ChatInPath chat, Me me, DeleteChat delete, CancellationToken cancellation)
        => (await delete.RunAsync(me.Person, chat.Id, cancellation)).DoneOr();

    private static async Task<IResult> CloseAsync(ChatInPath chat, Me me, CloseChat close, Showing show, CancellationToken cancellation)
        => Shown(await close.RunAsync(me.Person, chat.Id, cancellation), me, show);

    private static async Task<IResult> ReopenAsync(ChatInPath chat, Me me, ReopenChat reopen, Showing show, CancellationToken cancellation)
        => Shown(await reopen.RunAsync(me.Person, chat.Id, cancellation), me, show);

    private static async Task<IResult> ClearAsync(ChatInPath chat, Me me, ClearHistory clear, CancellationToken cancellation)
        => (await clear.RunAsync(me.Person, chat.Id, cancellation)).DoneOr();

    private static async Task<IResult> ConfigureAsync(ChatInPath chat, Body<SettingsJson> body, IfMatch match, Me me, ConfigureChat configure, CancellationToken cancellation)
        => body.Value.ToEdit().TryGet(out var wanted, out var refusal)
            && (await configure.RunAsync(me.Person, chat.Id, wanted, match.Revision, cancellation)).TryGet(out var mine, out refusal)
            ? Replies.Ok(ChatSettingsJson.From(mine.Chat, mine.My, mine.At), NativeJson.Wire.ChatSettingsJson)
            : refusal.ToHttp();

    private static IResult Opened(Result<OpenedChat> result, Me me, Showing show)
        => result.TryGet(out var opened, out var refusal)
            ? Replies.CreatedOrFound(show.Chat(opened.View, me.Person), opened.IsNew, NativeJson.Wire.ChatJson)
            : refusal.ToHttp();

    private static IResult Shown(Result<ChatView> result, Me me, Showing show)
        => result.TryGet(out var view, out var refusal) ? Replies.Ok(show.Chat(view, me.Person), NativeJson.Wire.ChatJson) : refusal.ToHttp();
}
