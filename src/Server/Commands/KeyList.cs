using System.Globalization;
using Haggle.Core.Keys;

namespace Haggle.Server.Commands;

internal sealed class KeyList : ICommand
{
    public string Name => "key list";

    public string Usage => "";

    public string Summary => "shows the keys of the marketplace's backend, without their secrets";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        await using var store = await Store.OpenAsync(settings, cancellation);
        foreach (var key in await store.Get<ListKeys>().RunAsync(cancellation))
            await terminal.Out.WriteLineAsync($"{key.Id} {key.Hint}… \"{key.Name}\" since {Day(key.CreatedAt)}{(key.RevokedAt is { } at ? $", revoked {Day(at)}" : "")}");
        return CommandLine.Done;
    }

    private static string Day(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
