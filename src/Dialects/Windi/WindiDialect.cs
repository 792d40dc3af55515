using Haggle.Dialects.FastApi;
using Haggle.Dialects.Windi.Endpoints;
using Haggle.Dialects.Windi.Shapes;
using Haggle.Dialects.Windi.Socket;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Dialects.Windi;

/// <summary>The wire of WinDI: REST at <c>/auth</c>, <c>/messages</c> and <c>/chats</c>, one socket per client at <c>/ws/chat</c>. Source: contracts/windi.md.</summary>
public static class WindiDialect
{
    internal const string Name = "windi";

    public static IServiceCollection AddWindi(this IServiceCollection services, WindiOptions options)
        => services.AddSingleton(options).AddSingleton<Views>().AddSingleton<WindiCodec>().AddSingleton<WindiSocketEndpoint>()
            .AddDescription(Name, "WinDI messenger", tokenUrl: "auth/login");

    public static IEndpointRouteBuilder MapWindi(this IEndpointRouteBuilder routes)
    {
        var wire = routes.MapGroup("").Describe(Name);
        wire.MapAuth();
        wire.MapGet("/ws/chat", static (HttpContext http, WindiSocketEndpoint socket) => socket.ServeAsync(http)).ExcludeFromDescription();
        var people = wire.MapGroup("").RequireCaller(WindiRefusals.ToHttp);
        people.MapAccount();
        people.MapMessages();
        people.MapChats();
        people.MapUsers();
        return routes;
    }

    /// <summary>Its own description, where the root has another.</summary>
    public static void MapWindiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapDescription(Name);
        routes.MapGet("/health", static () => TypedResults.Json(new StatusJson("ok"), WindiJson.Wire.StatusJson)).ExcludeFromDescription();
    }
}
