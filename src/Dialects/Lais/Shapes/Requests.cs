using System.Text.Json.Serialization;

namespace Haggle.Dialects.Lais.Shapes;

/// <summary>What clients say. Fields that we do not know are ignored; ids come as numbers, or as text from pages that read them out of an attribute.</summary>
internal sealed record OpenChatJson(
    [property: JsonPropertyName("iphone_id"), JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] long? IphoneId,
    [property: JsonPropertyName("seller_id"), JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] long? SellerId,
    [property: JsonPropertyName("buyer_id")] string? BuyerId,
    [property: JsonPropertyName("buyer_is_registered")] bool? BuyerIsRegistered);

internal sealed record SendJson(
    [property: JsonPropertyName("message_text")] string? MessageText,
    [property: JsonPropertyName("sender_id")] string? SenderId,
    [property: JsonPropertyName("sender_is_registered")] bool? SenderIsRegistered);

/// <summary>Every frame of a client, whatever its type.</summary>
internal sealed record ClientFrame(
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("message_text")] string? MessageText,
    [property: JsonPropertyName("sender_is_registered")] bool? SenderIsRegistered,
    [property: JsonPropertyName("is_typing")] bool? IsTyping);
