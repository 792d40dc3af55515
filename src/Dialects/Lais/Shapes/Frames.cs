using System.Text.Json.Serialization;

namespace Haggle.Dialects.Lais.Shapes;

internal sealed record MessageFrame([property: JsonPropertyName("message")] MessageJson Message)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "message";
}

/// <summary>A message frame by another name: the server's line that says that support is wanted.</summary>
internal sealed record SupportInvitedFrame([property: JsonPropertyName("message")] MessageJson Message)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "support_invited";
}

internal sealed record TypingFrame([property: JsonPropertyName("user_id")] string UserId, [property: JsonPropertyName("is_typing")] bool IsTyping)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "typing";
}

/// <summary>Who has read, and how much of it had not been read before.</summary>
internal sealed record ReadFrame([property: JsonPropertyName("user_id")] string UserId, [property: JsonPropertyName("count")] int Count)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "messages_read";
}

internal sealed record OnlineFrame([property: JsonPropertyName("users")] IReadOnlyList<string> Users)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "online_users";
}

internal sealed record GoneFrame([property: JsonPropertyName("user_id")] string UserId)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "user_disconnected";
}

/// <summary>The first word to a seller's socket.</summary>
internal sealed record ConnectedFrame([property: JsonPropertyName("message")] string Message)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "connected";
}

internal sealed record PongFrame
{
    [JsonPropertyName("type")]
    public string Type { get; } = "pong";
}

/// <summary>To the socket that a bad frame came from.</summary>
internal sealed record ErrorFrame([property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("detail")] string Detail)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "error";
}
