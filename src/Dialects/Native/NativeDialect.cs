using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Endpoints;
using Haggle.Dialects.Native.OpenApi;
using Haggle.Dialects.Native.Shapes;
using Haggle.Dialects.Native.Socket;
using Haggle.Dialects.Native.Socket.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Dialects.Native;

/// <summary>The native wire: REST under <c>/api/v1</c>, one socket per client at <c>/ws</c>. Source: contracts/messenger.md.</summary>
public static class NativeDialect
{
    /// <summary>The word for this wire in metrics.</summary>
    public const string Name = "native";

    public static IServiceCollection AddNative(this IServiceCollection services, NativeSocketOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new NativeCodec(options.Emails, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Showing>();
        services.AddNativeOpenApi();
        services.AddSingleton<NativeSocketEndpoint>();
        services.AddSingleton<CommandTable>();
        services.AddSingleton<ICommands, SessionCommands>();
        services.AddSingleton<ICommands, SendCommands>();
        services.AddSingleton<ICommands, MessageCommands>();
        services.AddSingleton<ICommands, HistoryCommands>();
        services.AddSingleton<ICommands, ReceiptCommands>();
        services.AddSingleton<ICommands, TypingCommands>();
        services.AddSingleton<ICommands, PresenceCommands>();
        return services;
    }

    /// <summary>Sockets leave the way of requests here. Call it early: what comes before stays in memory as long as the socket does.</summary>
    public static void UseNativeSocket(this IApplicationBuilder app)
    {
        var socket = app.ApplicationServices.GetRequiredService<NativeSocketEndpoint>();
        app.Use(next => http => http.Request.Path == "/ws" ? socket.ServeAsync(http) : next(http));
    }

    /// <summary>Credentials are checked after routing and before anything else. Call it between <c>UseRouting</c> and the endpoints.</summary>
    public static void UseNative(this IApplicationBuilder app)
    {
        var callers = app.ApplicationServices.GetRequiredService<ICallers>();
        app.Use(next => http =>
        {
            if (http.Request.Path.StartsWithSegments("/api"))
                http.Response.Headers.CacheControl = "no-store"; // a browser that goes back would show an old list
            return Guards.CheckKeyAsync(http, callers, next);
        });
    }

    public static IEndpointRouteBuilder MapNative(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").AddEndpointFilter(Guards.RefuseUnbound);
        api.MapAuth();
        var people = api.MapGroup("").RequireCaller(NativeRefusals.ToHttp);
        people.MapSessions();
        people.MapPeople();
        people.MapBlocks();
        people.MapChats();
        people.MapMembers();
        people.MapMessages();
        people.MapReactions();
        people.MapPins();
        people.MapReceipts();
        people.MapSync();
        var backend = api.MapGroup("").RequireServerKey();
        backend.MapMarketplacePeople();
        backend.MapListings();
        backend.MapServerMessages();
        routes.MapNativeOpenApi();
        return routes;
    }
}
