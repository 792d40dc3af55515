using System.Text.Json;

namespace Haggle.Testing;

/// <summary>A frame that the server sent: an event, or the answer to a command.</summary>
/// <param name="Event">Its name; <c>reply</c> and <c>error</c> are answers.</param>
/// <param name="Data">Its data, of kind Undefined when there is none.</param>
/// <param name="Id">The command's id that it answers, or null.</param>
/// <param name="Text">The frame as it came.</param>
public sealed record NativeFrame(string Event, JsonElement Data, string? Id, string Text)
{
    public bool IsError => Event == "error";

    /// <summary>The error's <c>code</c>, null when there is none.</summary>
    public string? Code => Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty("code", out var code) ? code.GetString() : null;

    public override string ToString() => Text;

    /// <summary>Takes a text frame of the server apart.</summary>
    public static NativeFrame Parse(string text)
    {
        var frame = JsonElement.Parse(text);
        return new NativeFrame(
            frame.GetProperty("event").GetString()!,
            frame.TryGetProperty("data", out var data) ? data : default,
            frame.TryGetProperty("id", out var id) ? id.GetString() : null,
            text);
    }
}
