using System.Text.Json.Serialization;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Dialects.Lais.Shapes;

/// <summary>The same in answers and in frames.</summary>
internal sealed record MessageJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("sender_id")] string SenderId,
    [property: JsonPropertyName("sender_is_registered")] bool SenderIsRegistered,
    [property: JsonPropertyName("message_text")] string MessageText,
    [property: JsonPropertyName("is_read")] bool IsRead,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("message_type")] string MessageType)
{
    /// <summary>The sender of what the server itself says.</summary>
    public const string System = "system";

    /// <summary>Null: this wire has no files yet.</summary>
    [JsonPropertyName("file_url")]
    public string? FileUrl { get; }

    [JsonPropertyName("file_name")]
    public string? FileName { get; }

    [JsonPropertyName("file_size")]
    public long? FileSize { get; }

    /// <param name="nameOf">What this wire calls somebody.</param>
    /// <param name="isRead">Of what people say; what the server says has been read by everybody, so that it never counts as unread.</param>
    public static MessageJson From(Message message, Func<PersonId, string> nameOf, bool isRead) => new(
        message.Id.Value, message.ChatId.Value, message.AuthorId is { } author ? nameOf(author) : System, SenderFlag.Read(message.Payload), message.Content,
        isRead || message.AuthorId is null, message.SentAt, WordOf(message));

    private static string WordOf(Message message) => message.Type switch
    {
        Core.Messages.MessageType.System => "system",
        Core.Messages.MessageType.Image => "image",
        Core.Messages.MessageType.File or Core.Messages.MessageType.Video or Core.Messages.MessageType.Voice => "file",
        _ => "text",
    };
}
