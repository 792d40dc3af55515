using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

internal static class SyncEndpoints
{
    public static void MapSync(this IEndpointRouteBuilder routes)
        => routes.MapPost("/sync", SyncAsync).WithTags("Sync")
            .Documented("sync", "What I missed", "Tell for each chat you know `[chat_id, seq, revision]`; you get the chats that changed or are new. `more`: ask again from the last message. `reset`: drop what you have of that chat.")
            .Gives<SyncJson>().ProducesError(413, 422);

    private static async Task<IResult> SyncAsync(Body<SyncRequestJson> body, Me me, SyncChats sync, Showing show, TimeProvider clock, CancellationToken cancellation)
        => body.Value.ToRequest().TryGet(out var request, out var refusal) && (await sync.RunAsync(me.Person, request, cancellation)).TryGet(out var missed, out refusal)
            ? Replies.Ok(
                new SyncJson(
                    [.. missed.Chats.Select(chat => show.Sync(chat, me.Person))], [.. missed.Removed.Select(chat => chat.Value)], UnreadJson.From(missed.Unread), clock.Now()),
                NativeJson.Wire.SyncJson)
            : refusal.ToHttp();
}
