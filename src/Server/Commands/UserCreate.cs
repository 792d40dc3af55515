using Haggle.Core.People;

namespace Haggle.Server.Commands;

internal sealed class UserCreate : ICommand
{
    public string Name => "user create";

    public string Usage => "--email EMAIL --name NAME [--role ROLE]";

    public string Summary => "makes an account; the password is read from standard input";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        var (email, name, role) = (arguments.Need("--email"), arguments.Need("--name"), Who.Role(arguments.Find("--role") ?? "user"));
        var password = await terminal.ReadSecretAsync("Password: ", cancellation);
        if (terminal.IsTyped && await terminal.ReadSecretAsync("Again: ", cancellation) != password)
            throw new MisuseException("the two passwords differ.");
        await using var store = await Store.OpenAsync(settings, cancellation);
        if ((await store.Get<AddAccount>().RunAsync(new Registration(email, password, name), role, cancellation)).TryGet(out var person, out var refusal))
        {
            await terminal.Out.WriteLineAsync(Who.Line(person));
            return CommandLine.Done;
        }
        await terminal.Error.WriteLineAsync($"haggle: {refusal.Subject}: {refusal.Detail ?? refusal.Kind.ToString()}");
        return CommandLine.Failed;
    }
}
