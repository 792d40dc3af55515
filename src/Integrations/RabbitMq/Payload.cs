using System.Globalization;
using System.Text.Json;

namespace Haggle.Integrations.RabbitMq;

/// <summary>An event's JSON, read with suspicion: what is missing, or of another type than it should be, is null.</summary>
internal static class Payload
{
    /// <returns>Null when it is no JSON object, or not of this type of event.</returns>
    public static JsonElement? Read(ReadOnlyMemory<byte> body, string eventType)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.Text("event_type") == eventType ? root.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Object(this JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>An id as the marketplace gives them: 1 to 2,147,483,647.</summary>
    public static int? Id(this JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var id) && id > 0 ? id : null;

    public static bool? Flag(this JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    public static string? Text(this JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? TextOf(value) : null;

    /// <summary>Those of the list that are texts; null when it is no list.</summary>
    public static IReadOnlyList<string>? Texts(this JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(TextOf).OfType<string>()] : null;

    /// <summary>An ISO 8601 instant; without a zone it is UTC.</summary>
    public static DateTimeOffset? Instant(this JsonElement parent, string name)
        => DateTimeOffset.TryParse(parent.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException) // half a surrogate pair
        {
            return null;
        }
    }
}
