namespace Haggle.Server.Commands;

/// <summary>Where a command reads and writes.</summary>
/// <param name="In">Passwords come from here, never from an argument: those are seen by everybody on the machine.</param>
/// <param name="Out">Results, for people and scripts.</param>
/// <param name="Error">Why something was not done.</param>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error)
{
    /// <summary>True when a person types: then there is somebody to ask.</summary>
    public bool IsTyped { get; init; }

    public static Terminal Of(TextReader input) => new(input, Console.Out, Console.Error) { IsTyped = !Console.IsInputRedirected };

    /// <summary>One line from standard input; typed, it is asked for and not shown.</summary>
    /// <returns>Null when the input is at its end.</returns>
    public async Task<string?> ReadSecretAsync(string prompt, CancellationToken cancellation)
    {
        if (!IsTyped)
            return await In.ReadLineAsync(cancellation);
        await Error.WriteAsync(prompt);
        var typed = new System.Text.StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (key.KeyChar != '\0')
                typed.Append(key.KeyChar);
        }
        await Error.WriteLineAsync();
        return typed.ToString();
    }
}
