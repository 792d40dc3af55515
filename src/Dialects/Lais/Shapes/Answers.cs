using System.Text.Json.Serialization;
using Haggle.Core.Messages;

namespace Haggle.Dialects.Lais.Shapes;

internal sealed record ChatJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("iphone_id")] int IphoneId,
    [property: JsonPropertyName("seller_id")] int SellerId,
    [property: JsonPropertyName("buyer_id")] string BuyerId,
    [property: JsonPropertyName("buyer_is_registered")] bool BuyerIsRegistered,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("updated_at")] DateTimeOffset UpdatedAt,
    [property: JsonPropertyName("unread_count")] int UnreadCount,
    [property: JsonPropertyName("last_message")] string? LastMessage,
    [property: JsonPropertyName("last_message_time")] DateTimeOffset? LastMessageTime)
{
    /// <summary>Only where a chat is asked for together with what was said.</summary>
    [JsonPropertyName("messages"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MessageJson>? Messages { get; init; }

    /// <summary>Counters and the last message are told in the lists only.</summary>
    public static ChatJson From(LaisChat chat) => new(
        chat.Id.Value, chat.IphoneId, chat.SellerId, chat.BuyerId, chat.BuyerIsRegistered, chat.View.Chat.CreatedAt, chat.View.Chat.ActiveAt, 0, null, null);

    public static ChatJson Listed(LaisChat chat, Message? last) => From(chat) with
    {
        UnreadCount = chat.View.UnreadCount,
        LastMessage = last?.Content,
        LastMessageTime = last?.SentAt,
    };
}

/// <summary>The same in answers and in frames.</summary>
internal sealed record MessageJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("sender_id")] string SenderId,
    [property: JsonPropertyName("sender_is_registered")] bool SenderIsRegistered,
    [property: JsonPropertyName("message_text")] string MessageText,
    [property: JsonPropertyName("is_read")] bool IsRead,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt)
{
    public static MessageJson From(Message message, string sender, bool isRead) => new(
        message.Id.Value, message.ChatId.Value, sender, SenderFlag.Read(message.Payload), message.Content, isRead, message.SentAt);
}

internal sealed record MarkedJson([property: JsonPropertyName("marked_as_read")] int Count);

internal sealed record HiddenJson(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("hidden_count"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Count);

internal sealed record DeletedJson([property: JsonPropertyName("deleted")] bool Deleted);

internal sealed record HealthJson([property: JsonPropertyName("status")] string Status, [property: JsonPropertyName("service")] string Service);

internal sealed record AboutJson(
    [property: JsonPropertyName("service")] string Service, [property: JsonPropertyName("version")] string Version, [property: JsonPropertyName("status")] string Status);
