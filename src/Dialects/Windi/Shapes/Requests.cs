using System.Text.Json.Serialization;

namespace Haggle.Dialects.Windi.Shapes;

/// <summary>What clients say over REST. Fields that we do not know are ignored.</summary>
internal sealed record RegisterJson(
    [property: JsonPropertyName("name")] string? Name, [property: JsonPropertyName("email")] string? Email, [property: JsonPropertyName("password")] string? Password)
{
    public override string ToString() => nameof(RegisterJson);
}

internal sealed record EditMeJson(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("current_password")] string? CurrentPassword)
{
    public override string ToString() => nameof(EditMeJson);
}

internal sealed record SendJson(
    [property: JsonPropertyName("chat_id")] long? ChatId,
    [property: JsonPropertyName("text")] string? Text,
    [property: JsonPropertyName("client_message_id")] string? ClientMessageId);

internal sealed record ReadUpToJson(
    [property: JsonPropertyName("chat_id")] long? ChatId, [property: JsonPropertyName("up_to_message_id")] long? UpToMessageId);

internal sealed record OpenChatJson(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("chat_type")] string? ChatType,
    [property: JsonPropertyName("participant_ids")] IReadOnlyList<long>? ParticipantIds);

internal sealed record RenameChatJson([property: JsonPropertyName("name")] string? Name);

internal sealed record AddParticipantJson([property: JsonPropertyName("user_id")] long? UserId);
