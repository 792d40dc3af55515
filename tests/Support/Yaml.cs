using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Haggle.Testing;

/// <summary>The part of YAML that the files of <c>deploy</c> keep to, read as JSON: blocks, lists in brackets, anchors, merging. The rest is refused, not guessed.</summary>
public sealed partial class Yaml
{
    private readonly List<Line> _lines;
    private readonly Dictionary<string, JsonNode?> _anchors = [];
    private int _at;

    private Yaml(List<Line> lines) => _lines = lines;

    /// <summary>The documents of a file, in order.</summary>
    /// <param name="file">From the root of the checkout.</param>
    /// <exception cref="InvalidDataException">It is no YAML, or more than we read; with the line.</exception>
    public static IReadOnlyList<JsonObject> ReadFile(string file) => Read(File.ReadAllText(Path.Combine(Checkout.Root, file)));

    /// <inheritdoc cref="ReadFile"/>
    /// <param name="text">What would be in the file.</param>
    public static IReadOnlyList<JsonObject> Read(string text)
    {
        var documents = new List<List<Line>> { new() };
        foreach (var (index, raw) in text.Split('\n').Index())
        {
            var line = WithoutComment(raw).TrimEnd();
            if (line == "---")
                documents.Add([]);
            else if (line.Contains('\t', StringComparison.Ordinal))
                throw new InvalidDataException($"line {index + 1}: a tab.");
            else if (line.Length > 0)
                documents[^1].Add(new Line(index + 1, line.Length - line.TrimStart().Length, line.TrimStart()));
        }
        return [.. documents.Where(lines => lines.Count > 0).Select(lines => new Yaml(lines).Document())];
    }

    private JsonObject Document()
    {
        var document = Block(0) as JsonObject ?? throw Wrong("a document that is no mapping");
        return _at == _lines.Count ? document : throw Wrong("an indentation that fits nowhere");
    }

    private JsonNode? Block(int indent) => IsItem(_lines[_at]) ? Sequence(indent) : Mapping(indent);

    private JsonArray Sequence(int indent)
    {
        var items = new JsonArray();
        while (_at < _lines.Count && _lines[_at] is var line && line.Indent == indent && IsItem(line))
        {
            var rest = line.Text[1..].TrimStart();
            if (Pair().IsMatch(rest))
            {
                var inner = indent + line.Text.Length - rest.Length;
                _lines[_at] = line with { Indent = inner, Text = rest };
                items.Add(Mapping(inner));
                continue;
            }
            items.Add(rest.Length > 0 ? Scalar(rest) : throw Wrong("an item of nothing"));
            _at++;
        }
        return items;
    }

    private JsonObject Mapping(int indent)
    {
        var (mapping, merged) = (new JsonObject(), default(JsonObject));
        while (_at < _lines.Count && _lines[_at] is var line && line.Indent == indent && !IsItem(line))
        {
            var pair = Pair().Match(line.Text);
            if (!pair.Success)
                throw Wrong("no `name: value`");
            var (name, value) = (pair.Groups["name"].Value.Trim('"', '\''), pair.Groups["value"].Value);
            var anchor = value.StartsWith('&') ? value[1..] : null;
            var read = value.Length == 0 || anchor is not null ? Nested(indent) : Value(value);
            if (anchor is not null)
                _anchors[anchor] = read;
            if (name == "<<")
                merged = read as JsonObject ?? throw Wrong("a merge of what is no mapping");
            else if (!mapping.TryAdd(name, read))
                throw new InvalidDataException($"line {line.Number}: {name} twice.");
        }
        foreach (var (name, value) in merged ?? [])
            mapping.TryAdd(name, value?.DeepClone());
        return mapping;
    }

    private JsonNode? Nested(int indent)
    {
        _at++;
        if (_at == _lines.Count)
            return null;
        var next = _lines[_at];
        return next.Indent > indent || (next.Indent == indent && IsItem(next)) ? Block(next.Indent) : null;
    }

    private JsonNode? Value(string text)
    {
        var read = text.StartsWith('*') ? _anchors[text[1..]]?.DeepClone() : Scalar(text);
        _at++;
        return read;
    }

    private JsonNode? Scalar(string text) => text switch
    {
        ['"', ..] => JsonValue.Create(JsonSerializer.Deserialize<string>(text)),
        ['\'', .., '\''] => JsonValue.Create(text[1..^1].Replace("''", "'", StringComparison.Ordinal)),
        "{}" => new JsonObject(),
        ['[', .., ']'] => new JsonArray([.. Items().Matches(text[1..^1]).Select(item => Scalar(item.Value.Trim()))]),
        ['|' or '>' or '&' or '*' or '!' or '{' or '[' or '%' or '@' or '`', ..] => throw Wrong($"more YAML than we read: {text}"),
        "true" or "false" => JsonValue.Create(text == "true"),
        "null" or "~" => null,
        _ when Number().IsMatch(text) => JsonValue.Create(long.Parse(text, null)),
        _ => JsonValue.Create(text),
    };

    private InvalidDataException Wrong(string what) => new($"line {_lines[Math.Min(_at, _lines.Count - 1)].Number}: {what}.");

    private static bool IsItem(Line line) => line.Text == "-" || line.Text.StartsWith("- ", StringComparison.Ordinal);

    private static string WithoutComment(string line) => Comment().Match(line) is { Success: true } comment ? comment.Groups["before"].Value : line;

    [GeneratedRegex("""^(?<before>(?:"(?:[^"\\]|\\.)*"|(?<=[\s\[,])'[^']*'|[^"#]|(?<=\S)#)*?)(?:(?<=^|\s)#.*)$""")]
    private static partial Regex Comment();

    [GeneratedRegex("""^(?<name>"[^"]*"|[^\s"'\[{&*#-][^"'\[{:]*|<<):(?:\s+(?<value>.*))?$""")]
    private static partial Regex Pair();

    [GeneratedRegex("""\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^,\s][^,]*)""")]
    private static partial Regex Items();

    [GeneratedRegex(@"^-?\d+$")]
    private static partial Regex Number();

    private sealed record Line(int Number, int Indent, string Text);
}
