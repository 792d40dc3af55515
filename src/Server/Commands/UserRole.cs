using Haggle.Core.People;

namespace Haggle.Server.Commands;

internal sealed class UserRole : ICommand
{
    public string Name => "user role";

    public string Usage => "WHO ROLE";

    public string Summary => "makes somebody user, moderator or admin; WHO is an id, an e-mail or a @tag";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        var role = Who.Role(arguments[1]);
        await using var store = await Store.OpenAsync(settings, cancellation);
        var person = await Who.FindAsync(store, arguments[0], cancellation);
        await store.Get<SetRole>().RunAsync(person.Id, role, cancellation);
        await terminal.Out.WriteLineAsync(Who.Line(person with { Role = role }));
        return CommandLine.Done;
    }
}
