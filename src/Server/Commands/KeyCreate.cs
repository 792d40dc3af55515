using Haggle.Core.Keys;

namespace Haggle.Server.Commands;

internal sealed class KeyCreate : ICommand
{
    public string Name => "key create";

    public string Usage => "--name NAME";

    public string Summary => "makes a key for the marketplace's backend and shows it this once";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        var name = arguments.Need("--name");
        await using var store = await Store.OpenAsync(settings, cancellation);
        if ((await store.Get<CreateKey>().RunAsync(name, cancellation)).TryGet(out var created, out var refusal))
        {
            // The key alone on standard output: KEY=$(haggle key create --name shop)
            await terminal.Error.WriteLineAsync($"key {created.Key.Id} \"{created.Key.Name}\"; keep it now, it is not shown again:");
            await terminal.Out.WriteLineAsync(created.Secret);
            return CommandLine.Done;
        }
        await terminal.Error.WriteLineAsync($"haggle: {refusal.Subject}: {refusal.Detail ?? refusal.Kind.ToString()}");
        return CommandLine.Failed;
    }
}
