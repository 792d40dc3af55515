using Haggle.Server.Settings;
using Haggle.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Haggle.Server.Hosting;

/// <summary><c>haggle serve</c>: brings the database up to date, listens, and says where.</summary>
internal static partial class ServeCommand
{
    /// <returns>0 after a planned stop. What keeps it from starting is an exception, which the command line tells in one line.</returns>
    public static async Task<int> RunAsync(ServerSettings settings, CancellationToken cancellation)
    {
        PrivateFolder.Make(settings.Data);
        await using var app = HaggleServer.Build(settings);
        await app.Services.GetRequiredService<IMigrations>().UpAsync(cancellation);
        await app.StartAsync(cancellation);
        Say(app, settings);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static void Say(WebApplication app, ServerSettings settings)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        if (settings.LogStyle == "plain")
            Console.WriteLine($"Haggle listens on {address}");
        else // a program reads these styles, and each line has to have their form
            Listens(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Haggle.Server.Serve"), address);
    }

    [LoggerMessage(LogLevel.Information, "Haggle listens on {Address}")]
    private static partial void Listens(ILogger log, string address);
}
