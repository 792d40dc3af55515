using System.Text.Json;
using System.Text.Unicode;

namespace Haggle.Server.Identity.Tokens;

/// <summary>JSON in which one reader cannot see something else than another: one object, valid UTF-8, no member twice, shallow.</summary>
internal static class StrictJson
{
    private const int MaxDepth = 8;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    public static bool TryParseObject(ReadOnlySpan<byte> utf8, out JsonElement found)
    {
        found = default;
        if (!Utf8.IsValid(utf8))
            return false;
        try
        {
            found = JsonElement.Parse(utf8, Strict);
            return found.ValueKind == JsonValueKind.Object;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException) // the latter for half a surrogate pair in a name
        {
            return false;
        }
    }

    /// <summary>The member as text; null when it is absent, no string, or holds half a surrogate pair.</summary>
    public static string? Text(this JsonElement json, string name)
    {
        try
        {
            return json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static bool Has(this JsonElement json, string name) => json.TryGetProperty(name, out _);
}
