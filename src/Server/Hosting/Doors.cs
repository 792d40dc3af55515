using Haggle.Dialects.Lais;
using Haggle.Dialects.Windi;
using Haggle.Realtime.Sockets;
using Haggle.Server.Pages;
using Haggle.Server.Settings;

namespace Haggle.Server.Hosting;

/// <summary>The doors for other systems' clients: which are open, and where. A dialect knows neither its port nor its prefix.</summary>
internal static class Doors
{
    public const string LaisPrefix = "/lais";

    /// <summary>Pages of the own machine, on any port: what developers of these systems open.</summary>
    private static readonly string[] OwnMachine = ["http://localhost:*", "http://127.0.0.1:*"];

    public static IServiceCollection AddDoors(this IServiceCollection services, ServerSettings settings)
    {
        if (settings.Dialects.Contains(WindiDialect.Name))
            services.AddWindi(new WindiOptions(settings.WindiTokenLife, settings.CommandsPerSecond, settings.ParticipantEmails, OriginsOf(settings)));
        if (settings.Dialects.Contains(LaisDialect.Name))
            services.AddLais(new LaisOptions(3 * settings.CommandsPerSecond, settings.LaisFindCreates, OriginsOf(settings)));
        return services;
    }

    public static void MapDoors(this WebApplication app, ServerSettings settings)
    {
        if (settings.Dialects.Contains(WindiDialect.Name))
            app.MapWindiDoor(settings);
        if (settings.Dialects.Contains(LaisDialect.Name))
            app.MapGroup(LaisPrefix).RequireCors(pages => pages.Welcome(OriginsOf(settings))).MapLais();
    }

    private static void MapWindiDoor(this WebApplication app, ServerSettings settings)
    {
        foreach (var place in new[] { "", "/windi" })
            app.MapGroup(place).RequireCors(pages => pages.Welcome(OriginsOf(settings))).MapWindi();
        var own = app.MapGroup("/windi");
        own.MapWindiDescription();
        own.MapApiPage();
    }

    private static OriginList OriginsOf(ServerSettings settings) => new(settings.CorsAllowOrigins.Count > 0 ? settings.CorsAllowOrigins : OwnMachine);
}
