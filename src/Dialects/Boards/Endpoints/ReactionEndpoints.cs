using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary><c>/api/v1/chat-messages/{id}/reactions/{emoji}</c>. Source: contracts/boards.md, 4.2.</summary>
internal static class ReactionEndpoints
{
    private const string Reaction = "/chat-messages/{message_id}/reactions/{emoji}";

    public static void MapReactions(this IEndpointRouteBuilder routes)
    {
        foreach (var route in new[] { routes.MapPut(Reaction, AddAsync), routes.MapDelete(Reaction, RemoveAsync) })
            route.Query("user_id", isNumber: false).Query("user_type", isNumber: false).Gives<NoJson>().Refuses(400, 403, 404, 409, 422);
    }

    private static async Task<IResult> AddAsync(HttpContext http, Reactors reactors, React react, CancellationToken cancellation)
    {
        var (reactor, no) = await reactors.FindAsync(http, cancellation);
        return no ?? Answer(await react.RunAsync(reactor!.Me.Person, reactor.Message, EmojiOf(http), cancellation));
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, Reactors reactors, Unreact unreact, CancellationToken cancellation)
    {
        var (reactor, no) = await reactors.FindAsync(http, cancellation);
        return no ?? Answer(await unreact.RunAsync(reactor!.Me.Person, reactor.Message, EmojiOf(http), cancellation));
    }

    private static string EmojiOf(HttpContext http) => (string)http.Request.RouteValues["emoji"]!;

    private static IResult Answer(Result<MessageChanged> changed)
        => changed.Refusal is { } refusal ? (refusal.Subject == "emoji" ? refusal with { Subject = "path.emoji" } : refusal).ToHttp() : Wrapping.Nothing();
}

/// <summary>Somebody of a thread, and a message there.</summary>
internal sealed record Reactor(Trader Me, MessageId Message);

/// <summary>Who says by <c>user_id</c> and <c>user_type</c> to be one of the two of a message's thread.</summary>
internal sealed class Reactors(People people, FindNamedMessage find, GetMessage get, ListAllPairs pairs)
{
    /// <returns>The person and the message; or what is answered to who has no right to it.</returns>
    public async ValueTask<(Reactor? Reactor, IResult? No)> FindAsync(HttpContext http, CancellationToken cancellation)
    {
        if (!Uuids.Path(http, "message_id").TryGet(out var id, out var refusal)
            || !Uuids.Query(http.Request, "user_id").TryGet(out var user, out refusal)
            || !Seat.Word(http.Request).TryGet(out var word, out refusal))
            return (null, refusal.ToHttp());
        if (Sides.Parse(word) is not { } side)
            return (null, Seat.NoSide());
        if (!Actor.Of(http).Is(user))
            return (null, Wrapping.Forbidden("Not you"));
        var number = (await find.RunAsync(id, cancellation)).TryGet(out var named, out _) ? named.Id : Uuids.MessageOf(id);
        if (number is not { } known
            || !(await people.FindAsync(user, cancellation)).TryGet(out var me, out _)
            || !(await get.RunAsync(me.Id, known, cancellation)).TryGet(out var message, out _)
            || await pairs.OneAsync(message.ChatId, Uuids.New, cancellation) is not { } pair)
            return (null, Refusal.NotFound("message").ToHttp());
        return pair.SideOf(me.Id) == side ? (new Reactor(me, known), null) : (null, Wrapping.Forbidden("Not your side of this thread"));
    }
}
