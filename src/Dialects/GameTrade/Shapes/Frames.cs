using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haggle.Dialects.GameTrade.Shapes;

/// <summary>The <c>data</c> of frames; those not here have a chat or a message as theirs.</summary>
internal sealed record ChatFrame([property: JsonPropertyName("chat_id")] long ChatId);

internal sealed record MoveFrame(
    [property: JsonPropertyName("user_id")] long UserId, [property: JsonPropertyName("chat_id")] long ChatId, [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp);

internal sealed record TypingFrame(
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("is_typing")] bool IsTyping,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp);

internal sealed record GoneFrame([property: JsonPropertyName("message_id")] long MessageId, [property: JsonPropertyName("chat_id")] long ChatId);

internal sealed record AssignedFrame(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("moderator_id")] long ModeratorId,
    [property: JsonPropertyName("assigned_by")] long AssignedBy,
    [property: JsonPropertyName("reason")] string? Reason,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp);

internal sealed record PongFrame([property: JsonPropertyName("timestamp")] JsonElement? Timestamp);

internal sealed record ErrorFrame([property: JsonPropertyName("message")] string Message);
