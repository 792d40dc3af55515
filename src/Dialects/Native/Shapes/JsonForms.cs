using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haggle.Dialects.Native.Shapes;

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
