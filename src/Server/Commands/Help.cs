namespace Haggle.Server.Commands;

/// <summary>Lists the commands, or shows one.</summary>
internal static class Help
{
    public static async Task<int> RunAsync(IReadOnlyList<ICommand> commands, string? about, Terminal terminal)
    {
        var chosen = about is null ? commands : [.. commands.Where(command => command.Name.Split(' ')[0] == about)];
        if (chosen.Count == 0)
            throw new MisuseException($"there is no command {about}; haggle help lists them.");
        var width = chosen.Max(command => Line(command).Length);
        await terminal.Out.WriteLineAsync("usage: haggle [COMMAND]");
        foreach (var command in chosen)
            await terminal.Out.WriteLineAsync($"  {Line(command).PadRight(width)}  {command.Summary}");
        await terminal.Out.WriteLineAsync("Settings are environment variables; docs/configuration.md lists them.");
        return CommandLine.Done;
    }

    private static string Line(ICommand command) => $"{command.Name} {command.Usage}".TrimEnd();
}
