using System.Text.Json.Serialization;
using Haggle.Core.Chats;

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
    [property: JsonPropertyName("last_message_time")] DateTimeOffset? LastMessageTime,
    [property: JsonPropertyName("anonymous_buyer_number")] int? AnonymousBuyerNumber,
    [property: JsonPropertyName("is_hidden_by_buyer")] bool IsHiddenByBuyer,
    [property: JsonPropertyName("is_hidden_by_seller")] bool IsHiddenBySeller,
    [property: JsonPropertyName("support_joined")] bool SupportJoined,
    [property: JsonPropertyName("support_user_id")] int? SupportUserId)
{
    /// <summary>Only where a chat is asked for together with what was said.</summary>
    [JsonPropertyName("messages"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MessageJson>? Messages { get; init; }

    /// <summary>Counters and the last message are told in the lists only.</summary>
    public static ChatJson From(LaisChat chat) => new(
        chat.Id.Value, chat.IphoneId, chat.SellerId, chat.BuyerId, chat.BuyerIsRegistered, chat.View.Chat.CreatedAt, chat.View.Chat.ActiveAt, 0, null, null,
        chat.AnonymousNumber, chat.IsHiddenBy(chat.Buyer), chat.IsHiddenBy(chat.Seller), chat.View.Chat.Support == SupportState.Present, chat.SupportUserId);

    public static ChatJson Listed(LaisChat chat, Core.Messages.Message? last) => From(chat) with
    {
        UnreadCount = chat.View.UnreadCount,
        LastMessage = last?.Content,
        LastMessageTime = last?.SentAt,
    };
}

internal sealed record MarkedJson([property: JsonPropertyName("marked_as_read")] int Count);

internal sealed record HiddenJson(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("hidden_count"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Count);

/// <summary>What became of asking for support, coming as support or leaving.</summary>
internal sealed record SupportJson([property: JsonPropertyName("success")] bool Success, [property: JsonPropertyName("message")] string Message);

internal sealed record DeletedJson([property: JsonPropertyName("deleted")] bool Deleted);

internal sealed record HealthJson([property: JsonPropertyName("status")] string Status, [property: JsonPropertyName("service")] string Service);

internal sealed record AboutJson(
    [property: JsonPropertyName("service")] string Service, [property: JsonPropertyName("version")] string Version, [property: JsonPropertyName("status")] string Status);
