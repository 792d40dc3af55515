using Haggle.Core.People;

namespace Haggle.Server.Commands;

internal sealed class UserEnable : ICommand
{
    public string Name => "user enable";

    public string Usage => "WHO";

    public string Summary => "lets somebody in again";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        await using var store = await Store.OpenAsync(settings, cancellation);
        var person = await Who.FindAsync(store, arguments[0], cancellation);
        await store.Get<SetDisabled>().RunAsync(person.Id, disabled: false, cancellation);
        await terminal.Out.WriteLineAsync(Who.Line(person with { IsDisabled = false }));
        return CommandLine.Done;
    }
}
