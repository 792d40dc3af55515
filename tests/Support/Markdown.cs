using System.Text.RegularExpressions;

namespace Haggle.Testing;

/// <summary>A page of the documentation, as far as tests read it: its blocks of code, its code in a line, its tables.</summary>
public sealed partial class Markdown
{
    private readonly List<(string Text, string Section)> _lines = [];

    private Markdown(string file)
    {
        var (section, block) = ("", default((string Language, int Number, List<string> Lines)?));
        foreach (var (index, line) in File.ReadLines(Path.Combine(Checkout.Root, file)).Index())
        {
            var number = index + 1;
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (block is { } ended)
                    Blocks.Add(new Block(ended.Language, string.Join('\n', ended.Lines), section, $"{file}:{ended.Number}"));
                block = block is null ? (line[3..].Trim(), number, []) : null;
            }
            else if (block is { } open)
            {
                open.Lines.Add(line);
            }
            else
            {
                if (line.StartsWith('#'))
                    section = line.TrimStart('#').Trim();
                _lines.Add((line, section));
            }
        }

        if (block is not null)
            throw new InvalidDataException($"{file}: a block of code has no end.");
    }

    /// <summary>Blocks between fences, in order.</summary>
    public List<Block> Blocks { get; } = [];

    /// <param name="file">From the root of the checkout, e.g. <c>docs/protocol.md</c>.</param>
    public static Markdown Read(string file) => new(file);

    /// <summary>What stands between backticks in a line, whatever surrounds it.</summary>
    /// <param name="section">Takes a heading; null takes all.</param>
    public IEnumerable<string> Spans(Func<string, bool>? section = null)
        => _lines.Where(line => section?.Invoke(line.Section) != false).SelectMany(line => SpansOf(line.Text));

    /// <summary>Rows of tables, without heads, as trimmed cells.</summary>
    /// <param name="section">Takes a heading that tables stand under.</param>
    public IEnumerable<string[]> Rows(Func<string, bool> section)
    {
        var row = 0; // of the table that we are in: the first is its head, the second the dashes beneath it
        foreach (var line in _lines)
        {
            row = line.Text.StartsWith('|') ? row + 1 : 0;
            if (row > 2 && section(line.Section))
                yield return Cells(line.Text);
        }
    }

    /// <summary>What stands between backticks in a piece of text.</summary>
    public static IEnumerable<string> SpansOf(string text) => Span().Matches(text).Select(match => match.Groups[1].Value);

    private static string[] Cells(string row) => [.. row.Trim()[1..^1].Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();

    /// <param name="Language">What stands behind the fence, e.g. <c>json event</c>; empty for nothing.</param>
    /// <param name="Text">Without the fences.</param>
    /// <param name="Section">The last heading before it.</param>
    /// <param name="Place">File and line, for the message of a failure.</param>
    public sealed record Block(string Language, string Text, string Section, string Place)
    {
        public override string ToString() => Place;
    }
}
