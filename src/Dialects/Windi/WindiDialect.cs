using Haggle.Dialects.FastApi;
using Haggle.Dialects.Windi.Endpoints;
using Haggle.Dialects.Windi.Socket;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Dialects.Windi;

/// <summary>The wire of WinDI: REST at <c>/auth</c>, <c>/messages</c> and <c>/chats</c>, one socket per client at <c>/ws/chat</c>. Source: contracts/windi.md.</summary>
public static class WindiDialect
{
    public static IServiceCollection AddWindi(this IServiceCollection services, WindiOptions options)
        => services.AddSingleton(options).AddSingleton<WindiCodec>().AddSingleton<WindiSocketEndpoint>();

    public static IEndpointRouteBuilder MapWindi(this IEndpointRouteBuilder routes)
    {
        var wire = routes.MapGroup("").ExcludeFromDescription();
        wire.MapAuth();
        wire.MapGet("/ws/chat", static (HttpContext http, WindiSocketEndpoint socket) => socket.ServeAsync(http));
        var people = wire.MapGroup("").RequireCaller(WindiRefusals.ToHttp);
        people.MapAccount();
        people.MapMessages();
        people.MapChats();
        people.MapUsers();
        return routes;
    }
}
