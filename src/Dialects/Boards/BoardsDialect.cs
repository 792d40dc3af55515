using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Endpoints;
using Haggle.Dialects.Boards.Socket;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Dialects.Boards;

/// <summary>
/// The wire of the buyer and seller boards: REST under <c>/api/v1</c>, one socket per thread at <c>/ws/chat/{thread}</c>. Source: contracts/boards.md.
/// </summary>
public static class BoardsDialect
{
    /// <summary>The word for this wire in settings.</summary>
    public const string Name = "boards";

    /// <summary>Under a prefix this is the first that the old pages ask; at the root the server's own health answers there.</summary>
    private const string Health = "/api/v1/health";

    public static IServiceCollection AddBoards(this IServiceCollection services, BoardsOptions options)
        => services.AddSingleton(options).AddSingleton<Actors>().AddSingleton<People>().AddSingleton<Finder>().AddSingleton<Places>().AddSingleton<Reactors>()
            .AddSingleton<ProfilePages>().AddSingleton<BoardsSocketEndpoint>()
            .AddDescription(Name, "Buyer and seller boards", tokenUrl: null, isPrefixed: true, hasUuids: true);

    /// <param name="isAlone">Nothing else of this server is under the same prefix.</param>
    public static IEndpointRouteBuilder MapBoards(this IEndpointRouteBuilder routes, bool isAlone)
    {
        var wire = routes.MapGroup("").Describe(Name);
        foreach (var socket in new[] { "/ws/chat/{thread_id}", "/api/v1/ws/chat/{thread_id}" })
            wire.MapGet(socket, static (HttpContext http, BoardsSocketEndpoint endpoint) => endpoint.ServeAsync(http)).ExcludeFromDescription();
        if (isAlone)
        {
            wire.MapGet(Health, static () => TypedResults.Text("true", "application/json")).Produces<bool>();
            wire.MapDescription(Name);
        }
        var api = wire.MapGroup("/api/v1").AddEndpointFilter(Actors.RequireAsync).TakeTokens().Refuses(401, 429, 503);
        api.MapThreads();
        api.MapOneThread();
        api.MapMessages();
        api.MapOneMessage();
        api.MapReactions();
        ProfileEndpoints.Map(api, "/buyers", Side.Buyer);
        ProfileEndpoints.Map(api, "/sellers", Side.Seller);
        return routes;
    }
}
