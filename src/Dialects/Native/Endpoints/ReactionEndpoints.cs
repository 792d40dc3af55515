using Haggle.Core.Messages;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

internal static class ReactionEndpoints
{
    public static void MapReactions(this IEndpointRouteBuilder routes)
    {
        var reactions = routes.MapGroup("/messages/{message_id}/reactions").WithTags("Reactions");
        reactions.MapGet("", ListAsync).Documented("listReactions", "Who reacted with what", "In order of time.").Gives<ItemsJson<ReactorJson>>().ProducesError(404, 422);
        reactions.MapPut("/{emoji}", AddAsync).Documented("react", "Put an emoji on a message", "Exactly one emoji; at most 20 kinds on a message (`reaction_limit`).")
            .GivesNothing().ProducesError(403, 404, 409, 422);
        reactions.MapDelete("/{emoji}", RemoveAsync).Documented("unreact", "Take my emoji off a message").GivesNothing().ProducesError(404, 422);
    }

    private static async Task<IResult> ListAsync(MessageInPath message, Me me, ListReactions list, CancellationToken cancellation)
        => (await list.RunAsync(me.Person, message.Id, cancellation)).TryGet(out var reactions, out var refusal)
            ? Replies.Ok(new ItemsJson<ReactorJson>([.. reactions.Select(ReactorJson.From)]), NativeJson.Wire.ItemsJsonReactorJson)
            : refusal.ToHttp();

    private static async Task<IResult> AddAsync(MessageInPath message, string emoji, Me me, React react, CancellationToken cancellation)
        => (await react.RunAsync(me.Person, message.Id, emoji, cancellation)).Refusal?.In("path").ToHttp() ?? Replies.Done;

    private static async Task<IResult> RemoveAsync(MessageInPath message, string emoji, Me me, Unreact unreact, CancellationToken cancellation)
        => (await unreact.RunAsync(me.Person, message.Id, emoji, cancellation)).Refusal?.In("path").ToHttp() ?? Replies.Done;
}
