using System.Text.Json.Serialization;

namespace Haggle.Dialects.Boards.Shapes;

/// <summary>What clients say over REST. Fields that we do not know are ignored.</summary>
internal sealed record StartJson([property: JsonPropertyName("buyer_id")] string? BuyerId, [property: JsonPropertyName("seller_id")] string? SellerId);

internal sealed record OpenThreadJson(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("buyer_id")] string? BuyerId,
    [property: JsonPropertyName("seller_id")] string? SellerId);

internal sealed record PostMessageJson(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("thread_id")] string? ThreadId,
    [property: JsonPropertyName("buyer_id")] string? BuyerId,
    [property: JsonPropertyName("seller_id")] string? SellerId,
    [property: JsonPropertyName("is_read_by_buyer")] bool? IsReadByBuyer,
    [property: JsonPropertyName("is_read_by_seller")] bool? IsReadBySeller);

internal sealed record EnrolJson(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("keycloak_uuid")] string? KeycloakUuid,
    [property: JsonPropertyName("is_online")] bool? IsOnline);

/// <summary>For the description: what else a body of this route has is looked at, and refused.</summary>
internal sealed record RewriteJson([property: JsonPropertyName("message")] string Message);

internal sealed record OnlineJson([property: JsonPropertyName("is_online")] bool? IsOnline);
