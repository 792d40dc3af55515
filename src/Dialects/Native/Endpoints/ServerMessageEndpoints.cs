using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Haggle.Realtime.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

internal static class ServerMessageEndpoints
{
    public static void MapServerMessages(this IEndpointRouteBuilder routes)
        => routes.MapPost("/server/messages", PostAsync).WithTags("Marketplace")
            .Documented("postAsServer", "Say something for a person, or as the server", "With `author_external_id` that person says it, who must be in the chat; without, it is a `system` message.")
            .GivesCreatedOrFound<MessageJson>().ProducesError(403, 404, 409, 413, 422);

    private static async Task<IResult> PostAsync(Body<ServerMessageJson> body, PostAsServer post)
    {
        if (!body.Value.ToDraft().TryGet(out var draft, out var refusal))
            return refusal.ToHttp();
        var posted = (await post.RunAsync(body.Value.AuthorExternalId, draft, CancellationToken.None).OffTheWriter()).CountedAt(NativeDialect.Name);
        return posted.TryGet(out var appended, out refusal)
            // The backend is the author's voice, so it sees the client_message_id that it sent.
            ? Replies.CreatedOrFound(MessageJson.From(appended.Message, appended.Message.AuthorId ?? Person.System), appended.IsNew, NativeJson.Wire.MessageJson)
            : refusal.ToHttp();
    }
}
