using System.Text.Json;
using Haggle.Dialects.FastApi;

namespace Haggle.Dialects.Boards.Socket;

/// <summary>What a client says in one frame. Source: contracts/boards.md, 5.2.</summary>
internal abstract record Said
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = FastApiJson.MaxDepth };

    /// <param name="Id">Null when the client gave none, or none that is a UUID.</param>
    internal sealed record Message(string Text, string? Id) : Said;

    internal sealed record Typing(bool IsTyping) : Said;

    /// <param name="Id">The last message that the client has.</param>
    internal sealed record Delivered(string Id) : Said;

    internal sealed record Ping : Said;

    /// <summary>Nothing to be done, and nothing wrong.</summary>
    internal sealed record Nothing : Said;

    /// <returns>Null, and what is wrong with the frame.</returns>
    public static Said? Read(ReadOnlyMemory<byte> utf8, out string mistake)
    {
        mistake = "expected a JSON object";
        try
        {
            using var frame = JsonDocument.Parse(utf8, Reading);
            return frame.RootElement.ValueKind == JsonValueKind.Object ? Read(frame.RootElement, ref mistake) : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException) // half a surrogate pair
        {
            mistake = "not a text";
            return null;
        }
    }

    private static Said? Read(JsonElement frame, ref string mistake)
    {
        var type = frame.TryGetProperty("type", out var named) ? named.ValueKind == JsonValueKind.String ? named.GetString() : null : "message";
        switch (type)
        {
            case "message":
                mistake = "message: expected a text";
                return frame.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String
                    ? new Message(text.GetString()!, IdOf(frame))
                    : null;
            case "typing":
                mistake = "is_typing: expected true or false";
                if (!frame.TryGetProperty("is_typing", out var flag))
                    return new Typing(true);
                return flag.ValueKind is JsonValueKind.True or JsonValueKind.False ? new Typing(flag.GetBoolean()) : null;
            case "stop_typing":
                return new Typing(false);
            case "delivered":
                mistake = "message_id: expected a UUID";
                return frame.TryGetProperty("message_id", out var last) && last.ValueKind == JsonValueKind.String && Uuids.Parse(last.GetString()) is { } id
                    ? new Delivered(id)
                    : null;
            case "ping":
                return new Ping();
            case "pong":
                return new Nothing();
            default:
                mistake = "type: not one that we know";
                return null;
        }
    }

    private static string? IdOf(JsonElement frame)
        => frame.TryGetProperty("message_id", out var id) && id.ValueKind == JsonValueKind.String
            && Uuids.FreshField(id.GetString(), "message_id").TryGet(out var fresh, out _) ? fresh : null;
}
