using System.Globalization;
using Haggle.Server.Settings;
using Haggle.Storage;

namespace Haggle.Server.Commands;

internal sealed class MigrateStatus : ICommand
{
    public string Name => "migrate status";

    public string Usage => "";

    public string Summary => "shows which schema changes are applied; exit code 1 when some are not";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        await using var store = Store.Of(ServerSettings.Read(settings()));
        var all = await store.Get<IMigrations>().StatusAsync(cancellation);
        foreach (var migration in all)
            await terminal.Out.WriteLineAsync($"{migration.Number:0000} {migration.Name}  {Word(migration)}");
        return all.All(migration => migration.State == MigrationState.Applied) ? CommandLine.Done : CommandLine.Failed;
    }

    private static string Word(Migration migration) => migration.State switch
    {
        MigrationState.Applied => $"applied {migration.AppliedAt?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}".TrimEnd(),
        MigrationState.Waiting => "waiting",
        MigrationState.Changed => "changed since it was applied",
        MigrationState.Unknown => "unknown: of a newer version",
    };
}
