namespace Haggle.Server.Commands;

/// <summary>The words after a command's name: plain ones in their order, and options <c>--name value</c> or <c>--name=value</c>.</summary>
/// <remarks>What a command takes is read from its usage line, so that the line cannot lie.</remarks>
internal sealed class Arguments
{
    private readonly string usage;
    private readonly List<string> plain = [];
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);

    private Arguments(string usage) => this.usage = usage;

    /// <exception cref="MisuseException">A word too many or too few, an option unknown, twice, or without its value.</exception>
    public static Arguments Parse(string[] words, ICommand command)
    {
        var usage = $"usage: haggle {command.Name} {command.Usage}".TrimEnd();
        var arguments = new Arguments(usage);
        var taken = command.Usage.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('[', ']')).ToList();
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                arguments.plain.Add(word);
                continue;
            }
            var name = word.Split('=', 2)[0];
            var place = taken.IndexOf(name);
            if (place < 0)
                throw new MisuseException($"{command.Name} has no option {name}; {usage}");
            var takesValue = place + 1 < taken.Count && IsValue(taken[place + 1]);
            var value = !takesValue ? "" : word.Length > name.Length ? word[(name.Length + 1)..] : ++i < words.Length ? words[i] : throw new MisuseException($"{name} needs a value; {usage}");
            if ((!takesValue && word.Length > name.Length) || !arguments.options.TryAdd(name, value))
                throw new MisuseException($"{name} is given twice, or with a value that it does not take; {usage}");
        }
        var places = taken.Where((word, i) => IsValue(word) && (i == 0 || !taken[i - 1].StartsWith("--", StringComparison.Ordinal))).Count();
        if (arguments.plain.Count != places)
            throw new MisuseException(usage);
        return arguments;
    }

    public string this[int place] => plain[place];

    public bool Has(string option) => options.ContainsKey(option);

    public string? Find(string option) => options.GetValueOrDefault(option);

    /// <exception cref="MisuseException">The option was left out.</exception>
    public string Need(string option) => Find(option) ?? throw new MisuseException($"{option} is missing; {usage}");

    private static bool IsValue(string word) => word.Length > 0 && word.All(character => char.IsAsciiLetterUpper(character) || character == '|');
}
