using Haggle.Core;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary>One side of a thread, which somebody says to be in a query: <c>user_id</c> and <c>user_type</c>.</summary>
internal sealed record Seat(Pair Pair, Trader Me)
{
    /// <returns>The seat; or what is answered to who has no right to it.</returns>
    public static async ValueTask<(Seat? Seat, IResult? No)> TakeAsync(HttpContext http, FindPair find, CancellationToken cancellation)
    {
        if (!Uuids.Path(http, "thread_id").TryGet(out var thread, out var refusal)
            || !Uuids.Query(http.Request, "user_id").TryGet(out var user, out refusal)
            || !Word(http.Request).TryGet(out var word, out refusal))
            return (null, refusal.ToHttp());
        if (Sides.Parse(word) is not { } side)
            return (null, NoSide());
        if (!(await find.RunAsync(thread, cancellation)).TryGet(out var pair, out refusal))
            return (null, refusal.ToHttp());
        var me = pair.Of(side);
        return Uuids.Of(me) == user && Actor.Of(http).Is(me) && !me.Person.IsDisabled
            ? (new Seat(pair, me), null)
            : (null, Wrapping.Forbidden("Not your side of this thread"));
    }

    /// <summary>The word for a side, whether it is one or not.</summary>
    public static Result<string> Word(HttpRequest request)
        => request.Query["user_type"] is [.., { Length: > 0 } word] ? word : Refusal.Invalid("query.user_type", "Field required");

    public static IResult NoSide() => Answers.Detail(StatusCodes.Status400BadRequest, "user_type is buyer or seller");
}
