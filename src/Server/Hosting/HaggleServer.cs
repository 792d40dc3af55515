using System.Net;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native;
using Haggle.Dialects.Native.Socket;
using Haggle.Integrations.RabbitMq;
using Haggle.Integrations.Redis;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;
using Haggle.Server.Health;
using Haggle.Server.Identity;
using Haggle.Server.Limits;
using Haggle.Server.Metrics;
using Haggle.Server.Pages;
using Haggle.Server.Settings;
using Haggle.Server.Telemetry;
using Haggle.Storage;

namespace Haggle.Server.Hosting;

/// <summary>The server put together: one line for each part, in the order a request meets them.</summary>
internal static class HaggleServer
{
    public static WebApplication Build(ServerSettings settings, IReadOnlyList<OwnPort> ports)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(settings, ports));
        builder.Logging.AddHaggleLogging(settings);
        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Departure.MostFor(settings));
        services.AddRoutingCore();
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new MessageLimits { ContentCodePoints = settings.MessageLength });
        services.AddSingleton(new ChatLimits { GroupMembers = settings.GroupMembers });
        services.AddCoreVerbs();
        services.AddRealtime();
        services.AddStorage(settings.ToStorage());
        services.AddRedis(settings.Redis, Realm.Of(settings));
        services.AddRabbitMq(settings.Broker);
        services.AddIdentity(settings);
        services.AddLimits(settings);
        services.AddNative(new NativeSocketOptions(settings.CommandsPerSecond, settings.ParticipantEmails, new OriginList(settings.CorsAllowOrigins)));
        services.AddDoors(settings);
        services.AddHostedService<Departure>();
        services.AddHostedService<Housekeeping>();
        services.AddOtherSites(settings);
        services.AddMetricBook();
        services.AddTelemetry(settings);

        var app = builder.Build();
        app.UseMetricBook(settings);
        app.UseRequestSpans(settings);
        app.UseTrustedProxies(settings);
        app.UseOwnPorts();
        app.UseEveryAnswer(settings);
        app.UseRequestLimit();
        app.UseNativeSocket();
        app.UseFailures();
        app.UseRouting(); // before the pages, which look for a file only if no route is meant
        app.UseTryPage();
        app.UseApiPage();
        app.UseOtherSites();
        app.UseCallers();
        app.UseNative();
        app.MapNative();
        app.MapDoors(settings);
        app.MapHealth();
        app.MapMetrics();
        return app;
    }

    private static void Listen(this Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel, ServerSettings settings, IReadOnlyList<OwnPort> ports)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Listen(settings.Bind, settings.Port);
        kestrel.ListenFor(settings, ports);
    }
}
