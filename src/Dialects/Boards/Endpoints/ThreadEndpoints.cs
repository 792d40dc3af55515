using Haggle.Core;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary><c>/api/v1/chat-threads</c>. Source: contracts/boards.md, 4.1.</summary>
internal static class ThreadEndpoints
{
    private const string Threads = "/chat-threads";
    private const int ListLimit = 200;

    public static void MapThreads(this IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Threads}/start-with-seller", StartAsync).JsonBodyOf<StartJson>().Gives<ThreadJson>(201).Refuses(403, 404, 413, 422);
        routes.MapPost(Threads, OpenAsync).JsonBodyOf<OpenThreadJson>().Gives<ThreadJson>(201).Refuses(403, 404, 409, 413, 422);
        routes.MapGet(Threads, ListAllAsync).Query("offset").Query("limit").Produces<PageJson<ThreadJson>>().Refuses(403, 422);
        routes.MapGet($"{Threads}/by-buyer/{{user_id}}", Lists(Side.Buyer)).Query("offset").Query("limit").Query("archived", isNumber: false).Gives<IReadOnlyList<SeenThreadJson>>().Refuses(403, 422);
        routes.MapGet($"{Threads}/by-seller/{{user_id}}", Lists(Side.Seller)).Query("offset").Query("limit").Query("archived", isNumber: false).Gives<IReadOnlyList<SeenThreadJson>>().Refuses(403, 422);
    }

    private static async Task<IResult> StartAsync(HttpContext http, People people, OpenPair open, CancellationToken cancellation)
        => (await JsonBody.ReadAsync(http.Request, BoardsJson.Wire.StartJson, cancellation)).TryGet(out var wanted, out var refusal)
            ? await OpenAsAsync(Actor.Of(http), wanted.BuyerId, wanted.SellerId, Uuids.New(), people, open, cancellation)
            : refusal.ToHttp();

    private static async Task<IResult> OpenAsync(HttpContext http, People people, OpenPair open, CancellationToken cancellation)
        => (await JsonBody.ReadAsync(http.Request, BoardsJson.Wire.OpenThreadJson, cancellation)).TryGet(out var wanted, out var refusal)
            && Uuids.FreshField(wanted.Id, "id").TryGet(out var id, out refusal)
            ? await OpenAsAsync(Actor.Of(http), wanted.BuyerId, wanted.SellerId, id, people, open, cancellation)
            : refusal.ToHttp();

    private static async Task<IResult> OpenAsAsync(
        Actor actor, string? buyerId, string? sellerId, string name, People people, OpenPair open, CancellationToken cancellation)
    {
        if (!Uuids.Field(buyerId, "buyer_id").TryGet(out var buyer, out var refusal) || !Uuids.Field(sellerId, "seller_id").TryGet(out var seller, out refusal))
            return refusal.ToHttp();
        if (buyer == seller)
            return Wrapping.Forbidden("Nobody starts a chat with oneself");
        if (!actor.Is(buyer) || (!actor.IsAnybody && actor.Side != Side.Buyer))
            return Wrapping.Forbidden("Only a buyer starts a chat, as oneself");
        return (await BothAsync(actor, buyer, seller, people, cancellation)).TryGet(out var both, out refusal)
            && (await open.RunAsync(both.Buyer, both.Seller, name, Uuids.New, cancellation)).TryGet(out var opened, out refusal)
            ? Wrapping.Data(ThreadJson.From(opened.Pair), BoardsJson.Wire.DataJsonThreadJson, StatusCodes.Status201Created)
            : refusal.ToHttp();
    }

    private static async ValueTask<Result<(Trader Buyer, Trader Seller)>> BothAsync(
        Actor actor, string buyer, string seller, People people, CancellationToken cancellation)
    {
        if (actor.Trader is { } me)
            return (await people.FindAsync(seller, cancellation)).Then(other => (me, other));
        // A look first: who is refused for the one id shall not leave the other behind.
        if ((await people.FindAsync(buyer, cancellation)).TryGet(out var knownBuyer, out _) && !knownBuyer.MayBe(Side.Buyer))
            return Refusal.Forbidden("side", "A seller does not start a chat");
        return (await people.TakeAsync(Side.Seller, seller, cancellation)).TryGet(out var two, out var refusal)
            && (await people.TakeAsync(Side.Buyer, buyer, cancellation)).TryGet(out var one, out refusal)
            ? (one, two)
            : refusal;
    }

    private static Func<HttpContext, People, ListPairs, CancellationToken, Task<IResult>> Lists(Side side)
        => (http, people, list, cancellation) => ListAsync(http, side, people, list, cancellation);

    private static async Task<IResult> ListAsync(HttpContext http, Side side, People people, ListPairs list, CancellationToken cancellation)
    {
        if (!Uuids.Path(http, "user_id").TryGet(out var id, out var refusal) || !Wrapping.Cutting(http.Request, ListLimit).TryGet(out var paging, out refusal))
            return refusal.ToHttp();
        var query = new QueryReader(http.Request);
        var archived = query.Bool("archived") ?? false;
        if (query.Refusal is { } wrong)
            return wrong.ToHttp();
        if (!Actor.Of(http).Is(id))
            return Wrapping.Forbidden("Not your threads");
        IReadOnlyList<SeenPair> pairs = (await people.FindAsync(id, cancellation)).TryGet(out var trader, out _)
            ? await list.RunAsync(trader.Person, side, archived, paging.Offset, paging.Limit, Uuids.New, cancellation)
            : [];
        IReadOnlyList<SeenThreadJson> threads = [.. pairs.Select(seen => SeenThreadJson.From(seen, side))];
        return Wrapping.Data(threads, BoardsJson.Wire.DataJsonIReadOnlyListSeenThreadJson);
    }

    private static async Task<IResult> ListAllAsync(HttpContext http, BoardsOptions options, ListAllPairs list, CancellationToken cancellation)
    {
        if (!options.GlobalLists)
            return Wrapping.Forbidden("Everybody's threads are shown to nobody here");
        return Wrapping.Paging(http.Request).TryGet(out var paging, out var refusal)
            ? Wrapping.Page(await list.RunAsync(paging.Offset, paging.Limit, cancellation), ThreadJson.From, BoardsJson.Wire.PageJsonThreadJson)
            : refusal.ToHttp();
    }
}
