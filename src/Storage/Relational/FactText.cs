using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Haggle.Core.Chats;
using Haggle.Core.Listings;

namespace Haggle.Storage.Relational;

/// <summary>What a line of the server says in data, as the payload that is stored with it.</summary>
internal static class FactText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Of(SystemFact fact)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(bytes, Readable))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fact.Values)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case IEnumerable<long> numbers:
                writer.WriteStartArray();
                foreach (var number in numbers)
                    writer.WriteNumberValue(number);
                writer.WriteEndArray();
                break;
            case Money money:
                writer.WriteStartObject();
                writer.WriteNumber("amount", money.Amount);
                writer.WriteString("currency", money.Currency);
                writer.WriteEndObject();
                break;
            default:
                throw new NotSupportedException($"A fact cannot hold a {value.GetType().Name}.");
        }
    }
}
