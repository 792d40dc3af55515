using Haggle.Dialects.Boards;
using Haggle.Dialects.GameTrade;
using Haggle.Dialects.Lais;
using Haggle.Dialects.Windi;
using Haggle.Realtime.Sockets;
using Haggle.Server.Pages;
using Haggle.Server.Settings;

namespace Haggle.Server.Hosting;

/// <summary>The doors for other systems' clients: which are open, and where. A dialect knows neither its port nor its prefix.</summary>
internal static class Doors
{
    public const string Boards = "boards", GameTrade = "gametrade", Lais = "lais", Windi = "windi";

    public const string BoardsPrefix = "/boards", GameTradePrefix = "/gametrade", LaisPrefix = "/lais", WindiPrefix = "/windi";

    private static readonly PathString[] Prefixes = [BoardsPrefix, GameTradePrefix, LaisPrefix, WindiPrefix];

    /// <summary>Its clients say everything twice, over REST and the socket, and every letter typed besides.</summary>
    private const int BoardsFrames = 2;

    /// <summary>Its clients say every letter typed.</summary>
    private const int LaisFrames = 3;

    /// <summary>Pages of the own machine, on any port: what developers of these systems open.</summary>
    private static readonly string[] OwnMachine = ["http://localhost:*", "http://127.0.0.1:*"];

    public static IServiceCollection AddDoors(this IServiceCollection services, ServerSettings settings)
    {
        var origins = OriginsOf(settings);
        if (settings.Dialects.Contains(Boards))
            services.AddBoards(new BoardsOptions(BoardsFrames * settings.CommandsPerSecond, settings.BoardsGlobalLists, origins));
        if (settings.Dialects.Contains(GameTrade))
            services.AddGameTrade(new GameTradeOptions(settings.SystemToken, settings.CommandsPerSecond, GameTradeOriginsOf(settings)));
        if (settings.Dialects.Contains(Lais))
            services.AddLais(new LaisOptions(LaisFrames * settings.CommandsPerSecond, settings.LaisFindCreates, origins));
        if (settings.Dialects.Contains(Windi))
            services.AddWindi(new WindiOptions(settings.WindiTokenLife, settings.CommandsPerSecond, settings.ParticipantEmails, origins));
        return services;
    }

    public static void MapDoors(this WebApplication app, ServerSettings settings)
    {
        var origins = OriginsOf(settings);
        if (settings.Dialects.Contains(Boards))
        {
            app.Open("", origins).MapBoards(isAlone: false);
            var alone = app.Open(BoardsPrefix, origins);
            alone.MapBoards(isAlone: true);
            alone.MapApiPage();
        }
        if (settings.Dialects.Contains(GameTrade))
        {
            var door = app.Open(GameTradePrefix, GameTradeOriginsOf(settings));
            door.MapGameTrade();
            door.MapApiPage();
        }
        if (settings.Dialects.Contains(Lais))
        {
            var door = app.Open(LaisPrefix, origins);
            door.MapLais();
            door.MapApiPage();
        }
        if (settings.Dialects.Contains(Windi))
        {
            app.Open("", origins).MapWindi();
            var alone = app.Open(WindiPrefix, origins);
            alone.MapWindi();
            alone.MapWindiDescription();
            alone.MapApiPage();
        }
    }

    /// <summary>
    /// The sellers' page of the oldest Boards asks for this list again and again, without a pause, as long as it is open; it is answered from memory.
    /// </summary>
    public static bool IsCheapList(PathString path) => path.Value?.TrimEnd('/') is "/api/v1/sellers" or "/boards/api/v1/sellers";

    /// <summary>Whether what is asked there is asked of another system's wire, by its prefix or on its port.</summary>
    public static bool IsBehindOne(PathString path) => Prefixes.Any(prefix => path.StartsWithSegments(prefix));

    /// <summary>Whether its users may all come from one address: these two stand behind their marketplace's gateway.</summary>
    public static bool IsCrowd(PathString path) => path.StartsWithSegments(LaisPrefix) || path.StartsWithSegments(GameTradePrefix);

    /// <summary>Whose pages may call what is asked there.</summary>
    public static Func<PathString, OriginList> PagesBy(ServerSettings settings)
    {
        var (doors, gameTrade, native) = (OriginsOf(settings), GameTradeOriginsOf(settings), new OriginList(settings.CorsAllowOrigins));
        return path => path.StartsWithSegments(GameTradePrefix) ? gameTrade : IsBehindOne(path) ? doors : native;
    }

    private static RouteGroupBuilder Open(this WebApplication app, string prefix, OriginList origins) => app.MapGroup(prefix).RequireCors(pages => pages.Welcome(origins));

    private static OriginList OriginsOf(ServerSettings settings) => new(settings.CorsAllowOrigins.Count > 0 ? settings.CorsAllowOrigins : OwnMachine);

    /// <summary>Its pages bring tokens that they hold themselves, so any page may ask, without the browser's own credentials.</summary>
    private static OriginList GameTradeOriginsOf(ServerSettings settings) => settings.CorsAllowOrigins.Count > 0 ? new(settings.CorsAllowOrigins) : new(["*"]);
}
