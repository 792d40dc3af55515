using Haggle.Core.People;

namespace Haggle.Server.Commands;

internal sealed class UserDisable : ICommand
{
    public string Name => "user disable";

    public string Usage => "WHO";

    public string Summary => "locks somebody out and ends all their sessions";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        await using var store = await Store.OpenAsync(settings, cancellation);
        var person = await Who.FindAsync(store, arguments[0], cancellation);
        await store.Get<SetDisabled>().RunAsync(person.Id, disabled: true, cancellation);
        await terminal.Out.WriteLineAsync(Who.Line(person with { IsDisabled = true }));
        return CommandLine.Done;
    }
}
