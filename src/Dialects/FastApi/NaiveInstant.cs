using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haggle.Dialects.FastApi;

/// <summary>ISO 8601 in UTC with six digits and without a word about the zone, such as <c>2026-01-15T09:30:02.518204</c>: what a column without a zone says.</summary>
internal sealed class NaiveInstant : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var instant)
            ? new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc))
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[UtcInstant.Length];
        UtcInstant.Fill(text, value);
        writer.WriteStringValue(text[..^1]); // all but the Z
    }
}
