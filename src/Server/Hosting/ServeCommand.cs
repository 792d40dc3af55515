using Haggle.Server.Settings;
using Haggle.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Haggle.Server.Hosting;

/// <summary><c>haggle serve</c>: brings the database up to date, listens, and says where.</summary>
internal static class ServeCommand
{
    /// <returns>0 after a planned stop; 1 when it could not start, after one line that says why.</returns>
    public static async Task<int> RunAsync()
    {
        try
        {
            var configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .Build();
            var settings = ServerSettings.Read(configuration);
            await using var app = HaggleServer.Build(settings);
            await app.Services.GetRequiredService<IMigrations>().UpAsync(CancellationToken.None);
            await app.StartAsync();
            Console.WriteLine($"Haggle listens on {app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception problem) when (problem is WrongSettingException or SchemaException or Core.StorageUnavailableException or FormatException or IOException)
        {
            await Console.Error.WriteLineAsync($"haggle: {problem.Message}");
            return 1;
        }
    }
}
