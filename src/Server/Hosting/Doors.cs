using Haggle.Dialects.Boards;
using Haggle.Dialects.Windi;
using Haggle.Realtime.Sockets;
using Haggle.Server.Pages;
using Haggle.Server.Settings;

namespace Haggle.Server.Hosting;

/// <summary>The doors for other systems' clients: which are open, and where. A dialect knows neither its port nor its prefix.</summary>
internal static class Doors
{
    /// <summary>The clients of Boards say everything twice, over REST and the socket, and every letter typed besides.</summary>
    private const int BoardsFrames = 2;

    /// <summary>Pages of the own machine, on any port: what developers of these systems open.</summary>
    private static readonly string[] OwnMachine = ["http://localhost:*", "http://127.0.0.1:*"];

    public static IServiceCollection AddDoors(this IServiceCollection services, ServerSettings settings)
    {
        if (settings.Dialects.Contains(BoardsDialect.Name))
            services.AddBoards(new BoardsOptions(BoardsFrames * settings.CommandsPerSecond, settings.BoardsGlobalLists, OriginsOf(settings)));
        if (settings.Dialects.Contains(WindiDialect.Name))
            services.AddWindi(new WindiOptions(settings.WindiTokenLife, settings.CommandsPerSecond, settings.ParticipantEmails, OriginsOf(settings)));
        return services;
    }

    public static void MapDoors(this WebApplication app, ServerSettings settings)
    {
        if (settings.Dialects.Contains(BoardsDialect.Name))
            foreach (var place in new[] { "", "/boards" })
                app.MapGroup(place).RequireCors(pages => pages.Welcome(OriginsOf(settings))).MapBoards(isAlone: place.Length > 0);
        if (!settings.Dialects.Contains(WindiDialect.Name))
            return;
        foreach (var place in new[] { "", "/windi" })
            app.MapGroup(place).RequireCors(pages => pages.Welcome(OriginsOf(settings))).MapWindi();
        var own = app.MapGroup("/windi");
        own.MapWindiDescription();
        own.MapApiPage();
    }

    /// <summary>
    /// The sellers' page of the oldest Boards asks for this list again and again, without a pause, as long as it is open; it is answered from memory.
    /// </summary>
    public static bool IsCheapList(PathString path) => path.Value?.TrimEnd('/') is "/api/v1/sellers" or "/boards/api/v1/sellers";

    private static OriginList OriginsOf(ServerSettings settings) => new(settings.CorsAllowOrigins.Count > 0 ? settings.CorsAllowOrigins : OwnMachine);
}
