namespace Haggle.Server.Commands;

/// <summary>One thing that an operator can ask of the program.</summary>
internal interface ICommand
{
    /// <summary>One word or two, such as <c>user create</c>.</summary>
    string Name { get; }

    /// <summary>What comes after the name, such as <c>--email E [--role R]</c>. A word in capitals is a value; brackets: may be left out.</summary>
    string Usage { get; }

    /// <summary>One line without a full stop.</summary>
    string Summary { get; }

    /// <returns>The exit code.</returns>
    Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation);
}

/// <summary>What was typed makes no sense. The message is one line that says what would.</summary>
internal sealed class MisuseException(string message) : Exception(message);
