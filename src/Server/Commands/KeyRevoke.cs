using System.Globalization;
using Haggle.Core.Keys;

namespace Haggle.Server.Commands;

internal sealed class KeyRevoke : ICommand
{
    public string Name => "key revoke";

    public string Usage => "ID";

    public string Summary => "makes a key worthless, within seconds on a running server too";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        if (!long.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            throw new MisuseException("a key's id is a number; haggle key list shows it.");
        await using var store = await Store.OpenAsync(settings, cancellation);
        if ((await store.Get<RevokeKey>().RunAsync(id, cancellation)).Refusal is null)
            return CommandLine.Done;
        await terminal.Error.WriteLineAsync($"haggle: there is no key {id}, or it was revoked before.");
        return CommandLine.Failed;
    }
}
