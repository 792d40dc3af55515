using System.Globalization;
using Haggle.Server.Settings;
using Haggle.Storage;

namespace Haggle.Server.Commands;

internal sealed class MigrateDown : ICommand
{
    public string Name => "migrate down";

    public string Usage => "[--steps N] --yes";

    public string Summary => "takes the last schema change back, or the last N; what they stored is lost";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        if (!int.TryParse(arguments.Find("--steps") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var steps) || steps < 1)
            throw new MisuseException("--steps is a number from 1.");
        if (!arguments.Has("--yes"))
            throw new MisuseException("data will be lost; say --yes when you have a backup.");
        await using var store = Store.Of(ServerSettings.Read(settings()));
        foreach (var migration in await store.Get<IMigrations>().DownAsync(steps, cancellation))
            await terminal.Out.WriteLineAsync($"took back {migration.Number:0000} {migration.Name}");
        return CommandLine.Done;
    }
}
