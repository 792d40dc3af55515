using System.Text.Json;

namespace Haggle.Dialects.Native.Socket;

/// <summary>A client's frame, taken apart but not yet understood: <c>{"event": "…", "data": {…}, "id": "…"}</c>.</summary>
/// <param name="Event">What to do.</param>
/// <param name="Data">The bytes of the data object, <c>{}</c> when there was none.</param>
/// <param name="Id">The client's own name of this command, 1 to 64 characters; null when it wants no answer.</param>
internal readonly record struct Envelope(string Event, ReadOnlyMemory<byte> Data, string? Id)
{
    private const int LongestId = 64;
    private static readonly ReadOnlyMemory<byte> NoData = "{}"u8.ToArray();

    /// <returns>False for whatever is not such an object.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> frame, out Envelope envelope)
    {
        envelope = default;
        try
        {
            return TryParse(frame, out envelope);
        }
        catch (Exception garbage) when (garbage is JsonException or InvalidOperationException)
        {
            return false; // InvalidOperationException is what a string with invalid UTF-8 or half a surrogate gives
        }
    }

    private static bool TryParse(ReadOnlyMemory<byte> frame, out Envelope envelope)
    {
        envelope = default;
        string? name = null;
        string? id = null;
        var data = NoData;
        var reader = new Utf8JsonReader(frame.Span, new JsonReaderOptions { MaxDepth = NativeJson.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("event"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                    return false;
                name = EventNames.Intern(ref reader);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
                    return false;
                var from = (int)reader.TokenStartIndex;
                var isNull = reader.TokenType == JsonTokenType.Null;
                reader.Skip();
                data = isNull ? NoData : frame[from..(int)reader.BytesConsumed];
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Null)
                    continue;
                if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { Length: >= 1 and <= LongestId } text)
                    return false;
                id = text;
            }
            else
            {
                reader.Skip();
            }
        }
        if (name is null || reader.Read()) // something follows the object
            return false;
        envelope = new Envelope(name, data, id);
        return true;
    }
}
