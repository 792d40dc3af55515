using System.Text.Json;
using System.Text.RegularExpressions;

namespace Haggle.Server.Tests.Documents;

/// <summary>Compares what the server said with a documented example: the names of members, and the kind of each value.</summary>
internal static partial class Shape
{
    /// <summary>Members whose text is a word of a closed list, which an example does not choose at random.</summary>
    private static readonly HashSet<string> Words =
        ["event", "type", "kind", "role", "status", "state", "notify", "send_by", "reason", "code", "token_type", "presence_visibility", "emoji"];

    /// <summary>What differs from the example, null when nothing does: null is null, empty is empty, a word is the same word.</summary>
    public static string? FromExample(JsonElement example, JsonElement said) => Difference(example, said, exactly: true, "", null);

    /// <summary>What the example does not prepare a client for, null when nothing: null may stand for any value and any value for null.</summary>
    public static string? FromKind(JsonElement example, JsonElement said) => Difference(example, said, exactly: false, "", null);

    private static string? Difference(JsonElement example, JsonElement said, bool exactly, string place, string? name)
    {
        if (example.ValueKind == JsonValueKind.Null || said.ValueKind == JsonValueKind.Null)
            return exactly && example.ValueKind != said.ValueKind ? Differs(example, said, place) : null;
        if (Kind(example) != Kind(said))
            return Differs(example, said, place);
        return example.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(example, said, exactly, place),
            JsonValueKind.Array => OfArrays(example, said, exactly, place, name),
            JsonValueKind.String when Instant().IsMatch(example.GetString()!) => Instant().IsMatch(said.GetString()!) ? null : Differs(example, said, place),
            JsonValueKind.String when exactly && name is not null && Words.Contains(name) => example.GetString() == said.GetString() ? null : Differs(example, said, place),
            _ => null,
        };
    }

    private static string? OfObjects(JsonElement example, JsonElement said, bool exactly, string place)
    {
        var (documented, real) = (example.EnumerateObject().Select(member => member.Name).ToList(), said.EnumerateObject().Select(member => member.Name).ToList());
        if (documented.Except(real).Concat(real.Except(documented)).FirstOrDefault() is { } odd)
            return $"{place}.{odd} is only {(documented.Contains(odd) ? "documented" : "said")}";
        return documented.Select(name => Difference(example.GetProperty(name), said.GetProperty(name), exactly, $"{place}.{name}", name)).FirstOrDefault(difference => difference is not null);
    }

    private static string? OfArrays(JsonElement example, JsonElement said, bool exactly, string place, string? name)
    {
        var (documented, real) = (example.EnumerateArray().ToList(), said.EnumerateArray().ToList());
        if (exactly && documented.Count > 0 != real.Count > 0)
            return Differs(example, said, place);
        if (documented.Count == 0)
            return null;
        return real.Select((item, at) => Fits(documented, item, $"{place}[{at}]")).FirstOrDefault(difference => difference is not null);

        string? Fits(List<JsonElement> choices, JsonElement item, string where)
        {
            var differences = choices.Select(choice => Difference(choice, item, exactly, where, name)).ToList();
            return differences.Contains(null) ? null : differences[0];
        }
    }

    private static JsonValueKind Kind(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;

    private static string Differs(JsonElement example, JsonElement said, string place) => $"{place} is documented as {example.GetRawText()}, and said as {said.GetRawText()}";

    /// <summary>A time as all of them are written.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
    private static partial Regex Instant();
}
