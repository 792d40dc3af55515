using System.Text.Json.Serialization;
using Haggle.Core.Trade;

namespace Haggle.Dialects.Boards.Shapes;

/// <summary>What the server says on sockets. Source: contracts/boards.md, 5.3.</summary>
internal sealed record MessageFrame(
    [property: JsonPropertyName("thread_id")] string ThreadId,
    [property: JsonPropertyName("sender_id")] string SenderId,
    [property: JsonPropertyName("sender_type")] string SenderType,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("message_id")] string MessageId,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "message";
}

internal sealed record TypingFrame(
    [property: JsonPropertyName("thread_id")] string ThreadId,
    [property: JsonPropertyName("sender_id")] string SenderId,
    [property: JsonPropertyName("sender_type")] string SenderType,
    [property: JsonPropertyName("is_typing")] bool IsTyping,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "typing";
}

/// <summary><c>user_joined</c> and <c>user_left</c>, with the names of both client generations for the same two values.</summary>
internal sealed record PresenceFrame(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("thread_id")] string ThreadId,
    [property: JsonPropertyName("sender_id")] string SenderId,
    [property: JsonPropertyName("sender_type")] string SenderType,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp)
{
    [JsonPropertyName("user_id")]
    public string UserId => SenderId;

    [JsonPropertyName("user_type")]
    public string UserType => SenderType;
}

/// <summary><c>reaction_added</c> and <c>reaction_removed</c>.</summary>
internal sealed record ReactionFrame(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("thread_id")] string ThreadId,
    [property: JsonPropertyName("message_id")] string MessageId,
    [property: JsonPropertyName("sender_id")] string SenderId,
    [property: JsonPropertyName("sender_type")] string SenderType,
    [property: JsonPropertyName("emoji")] string Emoji,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp);

/// <summary><c>message_updated</c>, with the new text, and <c>message_deleted</c>, without any.</summary>
internal sealed record ChangeFrame(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("thread_id")] string ThreadId,
    [property: JsonPropertyName("message_id")] string MessageId,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp);

internal sealed record PongFrame([property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "pong";
}

internal sealed record ErrorFrame([property: JsonPropertyName("message")] string Message, [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "error";
}

/// <summary>On a seller's channel: a buyer has begun a chat.</summary>
internal sealed record NewThreadFrame(
    [property: JsonPropertyName("thread")] SeenThreadJson Thread, [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "new_thread";
}

/// <summary>On a seller's channel: a buyer has written.</summary>
internal sealed record BuyerMessageFrame(
    [property: JsonPropertyName("thread")] SeenThreadJson Thread,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("message_id")] string MessageId,
    [property: JsonPropertyName("sender_id")] string SenderId,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp)
{
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "buyer_message";

    [JsonPropertyName("sender_type")]
    public string SenderType { get; } = Side.Buyer.Word();
}
