using Haggle.Core.Messages;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

internal static class PinEndpoints
{
    public static void MapPins(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Pins");
        api.MapPut("/messages/{message_id}/pin", PinAsync).Documented("pinMessage", "Pin a message", "In chats of two either may, in groups owner and admins. At most 50 in a chat (`pin_limit`).")
            .GivesNothing().ProducesError(403, 404, 409, 422);
        api.MapDelete("/messages/{message_id}/pin", UnpinAsync).Documented("unpinMessage", "Unpin a message").GivesNothing().ProducesError(403, 404, 422);
        api.MapGet("/chats/{chat_id}/pins", ListAsync).Documented("listPins", "The pinned messages of a chat", "Newest pin first.").Gives<ItemsJson<MessageJson>>().ProducesError(404, 422);
    }

    private static async Task<IResult> PinAsync(MessageInPath message, Me me, Pin pin, CancellationToken cancellation)
        => (await pin.RunAsync(me.Person, message.Id, cancellation)).DoneOr();

    private static async Task<IResult> UnpinAsync(MessageInPath message, Me me, Unpin unpin, CancellationToken cancellation)
        => (await unpin.RunAsync(me.Person, message.Id, cancellation)).DoneOr();

    private static async Task<IResult> ListAsync(ChatInPath chat, Me me, ListPins list, CancellationToken cancellation)
        => (await list.RunAsync(me.Person, chat.Id, cancellation)).TryGet(out var pins, out var refusal)
            ? Replies.Ok(new ItemsJson<MessageJson>([.. pins.Select(pin => Showing.Message(pin, me.Person))]), NativeJson.Wire.ItemsJsonMessageJson)
            : refusal.ToHttp();
}
