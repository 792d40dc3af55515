using System.Text.Json;
using System.Text.Json.Serialization;
using Haggle.Core;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>A field of a partial update: absent leaves, null sets to null. A null where the field cannot be null is a mistake of the client.</summary>
internal sealed class ChangeConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Change<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<Change<T>>
    {
        public override bool HandleNull => true;

        public override Change<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return Change<T>.To(JsonSerializer.Deserialize<T>(ref reader, options)!);
            }
            catch (JsonException)
            {
                throw new JsonException(); // a new one, so that it gets the path of this field instead of the inner one, which is empty
            }
        }

        /// <summary>Only for comparing two requests; no answer of ours holds a change.</summary>
        public override void Write(Utf8JsonWriter writer, Change<T> value, JsonSerializerOptions options)
        {
            if (value.IsGiven)
                JsonSerializer.Serialize(writer, value.Value, options);
            else
                writer.WriteStringValue("absent");
        }
    }
}
