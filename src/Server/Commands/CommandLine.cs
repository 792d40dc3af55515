using Haggle.Server.Settings;

namespace Haggle.Server.Commands;

/// <summary>What was typed after <c>haggle</c>, carried out. Without anything: serve.</summary>
internal static class CommandLine
{
    /// <summary>It is done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done; a line on standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>The words or the settings are wrong; nothing was tried.</summary>
    public const int Misused = 2;

    /// <param name="serve">Runs the server until it is told to stop; gives the exit code.</param>
    public static Task<int> RunAsync(string[] args, Func<ServerSettings, CancellationToken, Task<int>> serve, CancellationToken cancellation = default)
        => RunAsync(args, serve, Terminal.Of(Console.In), SettingsSource.Open, cancellation);

    internal static async Task<int> RunAsync(
        string[] args, Func<ServerSettings, CancellationToken, Task<int>> serve, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        var commands = CommandsFor(serve);
        try
        {
            if (args is ["help"] or ["--help"] or ["-h"] or ["help", _])
                return await Help.RunAsync(commands, args.ElementAtOrDefault(1), terminal);
            var (command, rest) = Choose(commands, args);
            return await command.RunAsync(Arguments.Parse(rest, command), terminal, settings, cancellation);
        }
        catch (MisuseException misuse)
        {
            await terminal.Error.WriteLineAsync($"haggle: {misuse.Message}");
            return Misused;
        }
        catch (WrongSettingException wrong)
        {
            await terminal.Error.WriteLineAsync($"haggle: {wrong.Message}");
            return Misused;
        }
        catch (Exception trouble) when (Trouble.IsForOperator(trouble))
        {
            await terminal.Error.WriteLineAsync($"haggle: {trouble.Message}");
            return Failed;
        }
    }

    internal static IReadOnlyList<ICommand> CommandsFor(Func<ServerSettings, CancellationToken, Task<int>> serve) =>
    [
        new Serve(serve), new MigrateUp(), new MigrateDown(), new MigrateStatus(), new UserCreate(), new UserRole(), new UserDisable(), new UserEnable(),
        new KeyCreate(), new KeyList(), new KeyRevoke(), new Doctor(), new ShowVersion(),
    ];

    private static (ICommand Command, string[] Words) Choose(IReadOnlyList<ICommand> commands, string[] args)
    {
        if (args.Length == 0 || args is ["--version"])
            return (commands.First(command => command.Name == (args.Length == 0 ? "serve" : "version")), []);
        foreach (var command in commands)
        {
            var words = command.Name.Split(' ');
            if (args.AsSpan().StartsWith(words))
                return (command, args[words.Length..]);
        }
        var related = commands.Where(command => command.Name.StartsWith($"{args[0]} ", StringComparison.Ordinal)).Select(command => command.Name[(args[0].Length + 1)..]).ToList();
        throw new MisuseException(related.Count > 0
            ? $"{args[0]} needs one of: {string.Join(", ", related)}."
            : $"there is no command {args[0]}; haggle help lists them.");
    }
}
