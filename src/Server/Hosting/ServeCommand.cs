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
        var ports = OwnPorts.Of(settings, out var doubts);
        await using var app = HaggleServer.Build(settings, ports);
        await app.Services.GetRequiredService<IMigrations>().UpAsync(cancellation);
        await app.StartAsync(cancellation);
        Say(app, settings, ports, [.. settings.Doubts, .. doubts]);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static void Say(WebApplication app, ServerSettings settings, IReadOnlyList<OwnPort> ports, IReadOnlyList<string> doubts)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Haggle.Server.Serve");
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        foreach (var (name, address) in ports.Select(port => port.Name).Prepend("Haggle").Zip(addresses))
            if (settings.LogStyle == "plain")
                Console.WriteLine($"{name} listens on {address}");
            else // a program reads these styles, and each line has to have their form
                Listens(log, name, address);
        foreach (var doubt in doubts)
            Doubts(log, doubt);
    }

    [LoggerMessage(LogLevel.Information, "{Name} listens on {Address}")]
    private static partial void Listens(ILogger log, string name, string address);

    [LoggerMessage(LogLevel.Warning, "{Doubt}")]
    private static partial void Doubts(ILogger log, string doubt);
}
