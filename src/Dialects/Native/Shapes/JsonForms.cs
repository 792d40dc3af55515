using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>ISO 8601 in UTC with <c>Z</c> and six digits, such as <c>2026-01-15T09:30:02.518204Z</c>.</summary>
internal sealed class UtcInstant : JsonConverter<DateTimeOffset>
{
    private const string Form = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant) ? instant.ToUniversalTime() : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => Write(writer, value);

    public static void Write(Utf8JsonWriter writer, DateTimeOffset value)
    {
        Span<byte> digits = stackalloc byte[Form.Length];
        value.UtcDateTime.TryFormat(digits, out var written, Form, CultureInfo.InvariantCulture);
        writer.WriteStringValue(digits[..written]);
    }
}

/// <summary>JSON that we keep and give back as it came, without looking inside.</summary>
/// <param name="Text">One valid JSON value; null is written as JSON null.</param>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(string? Text);

internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override bool HandleNull => true;

    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options)
    {
        if (value.Text is null)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(value.Text, skipInputValidation: true); // it was checked when it came in
    }
}
