using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Endpoints;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;
using Haggle.Dialects.Lais.Socket;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Dialects.Lais;

/// <summary>
/// The wire of Lais: REST and one socket for each user and chat under <c>/api/chat</c>, and under <c>/api/v1/chat</c> as later pages call it.
/// Source: contracts/lais.md.
/// </summary>
public static class LaisDialect
{
    public const string Name = "lais";

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddLais(this IServiceCollection services, LaisOptions options)
        => services.AddSingleton(options).AddSingleton<LaisCallers>().AddSingleton<LaisRooms>().AddSingleton<Seats>().AddSingleton<Reading>()
            .AddSingleton<Openings>().AddSingleton<History>().AddSingleton<LaisVerbs>().AddSingleton<LaisSocketEndpoint>().AddSingleton<SellerSocketEndpoint>()
            .AddDescription(Name, "Chat Service", tokenUrl: null, isPrefixed: true);

    public static IEndpointRouteBuilder MapLais(this IEndpointRouteBuilder routes)
    {
        var wire = routes.MapGroup("").Describe(Name);
        wire.MapMethods("/health", GetAndHead, static () => TypedResults.Json(new HealthJson("healthy", "chat"), LaisJson.Wire.HealthJson)).Produces<HealthJson>();
        wire.MapMethods("/", GetAndHead, static () => TypedResults.Json(new AboutJson("chat", "1.0.0", "running"), LaisJson.Wire.AboutJson)).Produces<AboutJson>();
        wire.MapGroup("/api/chat").MapAll();
        wire.MapGroup("/api/v1/chat").ExcludeFromDescription().MapAll(); // the same again
        wire.MapDescription(Name);
        return routes;
    }

    private static void MapAll(this IEndpointRouteBuilder api)
    {
        api.MapLists();
        api.MapChats();
        api.MapMessages();
        api.MapHiding();
        api.MapSupport();
        api.MapMetrics();
        api.MapGet("/ws/seller/{seller_id}", static (HttpContext http, SellerSocketEndpoint socket) => socket.ServeAsync(http)).ExcludeFromDescription();
        api.MapGet("/ws/{chat_id}", static (HttpContext http, LaisSocketEndpoint socket) => socket.ServeAsync(http)).ExcludeFromDescription();
    }
}
