using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haggle.Dialects.GameTrade.Shapes;

/// <summary>What clients say over REST. Fields that we do not know are ignored.</summary>
internal sealed record OpenChatJson(
    [property: JsonPropertyName("participant_ids")] IReadOnlyList<long>? ParticipantIds,
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("listing_id")] int? ListingId,
    [property: JsonPropertyName("transaction_id")] int? TransactionId,
    [property: JsonPropertyName("chat_metadata")] JsonElement? ChatMetadata);

internal sealed record EditChatJson(
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("chat_metadata")] JsonElement? ChatMetadata);

internal sealed record LinkChatJson([property: JsonPropertyName("transaction_id")] int? TransactionId, [property: JsonPropertyName("listing_id")] int? ListingId);

internal sealed record SendJson(
    [property: JsonPropertyName("content")] string? Content,
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("attachments")] JsonElement? Attachments,
    [property: JsonPropertyName("message_metadata")] JsonElement? MessageMetadata);

internal sealed record EditMessageJson([property: JsonPropertyName("content")] string? Content);

internal sealed record AssignJson([property: JsonPropertyName("moderator_id")] int? ModeratorId, [property: JsonPropertyName("reason")] string? Reason);

internal sealed record ResolveJson([property: JsonPropertyName("resolution_notes")] string? ResolutionNotes);
