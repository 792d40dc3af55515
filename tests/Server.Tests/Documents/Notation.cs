using System.Text.Json;
using System.Text.RegularExpressions;

namespace Haggle.Server.Tests.Documents;

/// <summary>JSON as the tables write it: <c>{"items": [Message, oldest first], "next_cursor": "…" or null, "version"}</c>.</summary>
internal static partial class Notation
{
    /// <summary>The same as JSON, with null for what stands for something else.</summary>
    public static JsonElement Parse(string text)
    {
        var json = Choice().Replace(text, "$1");
        json = Named().Replace(json, "null");
        json = NameAlone().Replace(json, "$1: null");
        return JsonElement.Parse(json.Replace("[…]", "[]", StringComparison.Ordinal).Replace("{…}", "{}", StringComparison.Ordinal));
    }

    public static IEnumerable<string> Members(string text) => Parse(text).EnumerateObject().Select(member => member.Name);

    /// <summary>A value, or another.</summary>
    [GeneratedRegex("(\"[^\"]*\"|\\]) or (?:null|\"[^\"]*\")")]
    private static partial Regex Choice();

    /// <summary>A thing that the contract describes elsewhere.</summary>
    [GeneratedRegex("(?<=[:\\[] ?)(?:[A-Z]\\w*|int)(?:\\[\\]|, oldest first)?(?=[\\],}])")]
    private static partial Regex Named();

    /// <summary>A member without a value; one with a question mark may be absent.</summary>
    [GeneratedRegex("(?<=[{,] ?)(\"\\w+\")\\??(?=[,}])")]
    private static partial Regex NameAlone();
}
