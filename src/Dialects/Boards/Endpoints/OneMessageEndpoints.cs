using System.Text.Json;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary><c>/api/v1/chat-messages/{id}</c>: one message by its own id. Source: contracts/boards.md, 4.2.</summary>
/// <remarks>
/// A bare id says nothing of who asks: where people's word is taken it shows a message only if everybody's messages are shown, and changes none.
/// </remarks>
internal static class OneMessageEndpoints
{
    private const string Message = "/chat-messages/{message_id}";

    public static void MapOneMessage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Message, GetAsync).Gives<MessageJson>().Refuses(403, 404, 422);
        routes.MapPatch(Message, EditAsync).JsonBodyOf<RewriteJson>().Gives<NoJson>().Refuses(403, 404, 409, 413, 422);
        routes.MapDelete(Message, DeleteAsync).Gives<NoJson>().Refuses(403, 404, 409, 422);
    }

    private static async Task<IResult> GetAsync(HttpContext http, BoardsOptions options, Finder finder, SliceMessages slices, CancellationToken cancellation)
    {
        var actor = Actor.Of(http);
        if (actor.IsAnybody && !options.GlobalLists)
            return Wrapping.Forbidden("Everybody's messages are shown to nobody here");
        if (!Uuids.Path(http, "message_id").TryGet(out var id, out var refusal)
            || !(await finder.FindAsync(id, actor, cancellation)).TryGet(out var found, out refusal))
            return refusal.ToHttp();
        var marks = await slices.MarksAsync(actor.EyesFor(found.Pair), found.Pair, cancellation);
        return MessageJson.From(found.Message, found.Pair, marks) is { } shown
            ? Wrapping.Data(shown, BoardsJson.Wire.DataJsonMessageJson)
            : Refusal.NotFound("message").ToHttp();
    }

    /// <summary>The author's words only: ids, thread and flags are nobody's to change.</summary>
    private static async Task<IResult> EditAsync(HttpContext http, Finder finder, EditMessage edit, CancellationToken cancellation)
    {
        var actor = Actor.Of(http);
        if (actor.Trader is not { } author)
            return Wrapping.Forbidden("Only its author, who has to sign in, changes a message");
        if (!Uuids.Path(http, "message_id").TryGet(out var id, out var refusal)
            || !(await JsonBody.ReadAsync(http.Request, BoardsJson.Wire.DictionaryStringJsonElement, cancellation)).TryGet(out var fields, out refusal))
            return refusal.ToHttp();
        if (fields.Keys.Any(field => field != "message"))
            return Wrapping.Forbidden("Only the text of a message can be changed");
        if (!fields.TryGetValue("message", out var text) || text.ValueKind != JsonValueKind.String || TextOf(text) is not { } words)
            return Refusal.Invalid("message", "Input should be a string").ToHttp();
        return (await finder.FindAsync(id, actor, cancellation)).TryGet(out var found, out refusal)
            && (await edit.RunAsync(author.Person, found.Message.Id, words, cancellation)).TryGet(out _, out refusal)
            ? Wrapping.Nothing()
            : refusal.ToHttp();
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, Finder finder, DeleteMessage delete, CancellationToken cancellation)
    {
        var actor = Actor.Of(http);
        if (actor.Trader is not { } author)
            return Wrapping.Forbidden("Only its author, who has to sign in, deletes a message");
        return Uuids.Path(http, "message_id").TryGet(out var id, out var refusal)
            && (await finder.NumberAsync(id, actor, cancellation)).TryGet(out var number, out refusal)
            && (await delete.ForEveryoneAsync(author.Person, number, cancellation)).TryGet(out _, out refusal)
            ? Wrapping.Nothing()
            : refusal.ToHttp();
    }

    private static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException) // half a surrogate pair
        {
            return null;
        }
    }
}

/// <summary>A message by the id it has on this wire.</summary>
internal sealed class Finder(FindNamedMessage find, GetMessage get, ListAllPairs pairs)
{
    /// <summary>Which one is meant, for whoever decides by itself who may do what to it.</summary>
    /// <returns><see cref="RefusalKind.NotFound"/> <c>message</c>, also for who is not in the thread and no moderator.</returns>
    public async ValueTask<Result<MessageId>> NumberAsync(string id, Actor actor, CancellationToken cancellation)
    {
        if (actor.Trader?.Person.IsModerator != true)
            return (await FindAsync(id, actor, cancellation)).Then<MessageId>(found => found.Message.Id);
        return (await find.RunAsync(id, cancellation)).TryGet(out var named, out var refusal) ? named.Id
            : Uuids.MessageOf(id) is { } number ? number
            : refusal;
    }

    /// <summary>With its thread, for who may see it.</summary>
    /// <returns><see cref="RefusalKind.NotFound"/> <c>message</c>, also for who is not in the thread.</returns>
    public async ValueTask<Result<(Message Message, Pair Pair)>> FindAsync(string id, Actor actor, CancellationToken cancellation)
    {
        var named = (await find.RunAsync(id, cancellation)).TryGet(out var known, out _) ? known : null;
        if ((named?.Id ?? Uuids.MessageOf(id)) is not { } number || (named is null && actor.Trader is null))
            return Refusal.NotFound("message");
        if (!(await get.RunAsync(actor.Trader?.Id ?? named!.AuthorId, number, cancellation)).TryGet(out var message, out var refusal))
            return refusal;
        return await pairs.OneAsync(message.ChatId, Uuids.New, cancellation) is { } pair && !message.IsDeleted ? (message, pair) : Refusal.NotFound("message");
    }
}
