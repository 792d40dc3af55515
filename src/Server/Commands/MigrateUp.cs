using Haggle.Server.Settings;
using Haggle.Storage;

namespace Haggle.Server.Commands;

internal sealed class MigrateUp : ICommand
{
    public string Name => "migrate up";

    public string Usage => "";

    public string Summary => "brings the database to the form that this version knows";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        await using var store = Store.Of(ServerSettings.Read(settings()));
        var applied = await store.Get<IMigrations>().UpAsync(cancellation);
        foreach (var migration in applied)
            await terminal.Out.WriteLineAsync($"applied {migration.Number:0000} {migration.Name}");
        if (applied.Count == 0)
            await terminal.Out.WriteLineAsync("the database is up to date");
        return CommandLine.Done;
    }
}
