using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Requests;

/// <summary>What a client says: body of <c>POST /messages</c> and data of <c>message.send</c> alike.</summary>
internal sealed record SendMessageJson(
    [property: JsonPropertyName("chat_id")] long? ChatId,
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("content")] string? Content,
    [property: JsonPropertyName("payload")] RawJson Payload,
    [property: JsonPropertyName("client_message_id")] string? ClientMessageId,
    [property: JsonPropertyName("reply_to_id")] long? ReplyToId,
    [property: JsonPropertyName("mentions")] IReadOnlyList<long>? Mentions,
    [property: JsonPropertyName("attachment_ids")] IReadOnlyList<long>? AttachmentIds,
    [property: JsonPropertyName("send_at")] DateTimeOffset? SendAt)
{
    public Result<Draft> ToDraft()
    {
        if (ChatId is not { } chat)
            return Refusal.Invalid("chat_id", "Field required");
        if (Content is null && Type is null or "text")
            return Refusal.Invalid("content", "Field required");
        var type = MessageType.Text;
        if (Type is not null && !Words.TryParse(Type, static candidate => candidate.Word(), out type))
            return Refusal.Invalid("type", "Not a message type");
        if (Payload.Text is { } payload && payload[0] != '{')
            return Refusal.Invalid("payload", "Input should be an object");
        // Said rather than ignored: a message sent now instead of later, or without its files, would not be what the client asked for.
        if (AttachmentIds is { Count: > 0 })
            return Refusal.Invalid("attachment_ids", "This server takes no attachments");
        if (SendAt is not null)
            return Refusal.Invalid("send_at", "This server sends at once");
        return new Draft(new ChatId(chat), Content ?? "")
        {
            Type = type,
            Payload = Payload.Text,
            ClientMessageId = ClientMessageId,
            ReplyTo = ReplyToId is { } replied ? new MessageId(replied) : null,
            Mentions = Mentions is null or { Count: 0 } ? [] : [.. Mentions.Distinct().Select(id => new PersonId(id))],
        };
    }
}
