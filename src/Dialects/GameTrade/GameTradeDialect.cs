using Haggle.Dialects.FastApi;
using Haggle.Dialects.GameTrade.Endpoints;
using Haggle.Dialects.GameTrade.Shapes;
using Haggle.Dialects.GameTrade.Socket;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Dialects.GameTrade;

/// <summary>The wire of GameTrade's chat service: REST at <c>/chats</c>, sockets at <c>/ws</c>, all of it under <c>/api/chat</c> too. Source: contracts/gametrade.md.</summary>
public static class GameTradeDialect
{
    internal const string Name = "gametrade";

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddGameTrade(this IServiceCollection services, GameTradeOptions options)
        => services.AddSingleton(options).AddSingleton<Views>().AddSingleton<Crowds>().AddSingleton<Rooms>().AddSingleton<GameTradeCodec>().AddSingleton<Joining>()
            .AddSingleton<GameTradeSocketEndpoint>().AddDescription(Name, "Chat Service API", tokenUrl: null, isPrefixed: true, hasZones: false);

    public static IEndpointRouteBuilder MapGameTrade(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("").Describe(Name).MapAll();
        routes.MapGroup("/api/chat").ExcludeFromDescription().MapAll(); // the same again
        return routes;
    }

    private static void MapAll(this RouteGroupBuilder wire)
    {
        wire.MapMethods("/health", GetAndHead, static () => TypedResults.Json(new HealthJson("healthy", "chat"), GameTradeJson.Wire.HealthJson)).Produces<HealthJson>();
        wire.MapMethods("/", GetAndHead, static () => TypedResults.Json(new AboutJson("Chat Service API"), GameTradeJson.Wire.AboutJson)).Produces<AboutJson>();
        wire.MapDescription(Name);
        wire.MapSystem();
        var people = wire.MapGroup("").RequireCaller(GameTradeRefusals.ToHttp);
        people.MapChats();
        people.MapMessages();
        people.MapModeration();
        foreach (var door in new[] { "/ws", "/ws/ws" })
        {
            wire.MapGet(door, static (HttpContext http, GameTradeSocketEndpoint socket) => socket.ServeAsync(http)).ExcludeFromDescription();
            wire.MapGet($"{door}/chat/{{chat_id}}", static (HttpContext http, GameTradeSocketEndpoint socket) => socket.ServeAsync(http)).ExcludeFromDescription();
        }
    }
}
