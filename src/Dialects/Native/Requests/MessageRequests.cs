using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Requests;

/// <summary>Body of <c>PATCH /messages/{message_id}</c>.</summary>
internal sealed record EditMessageJson(
    [property: JsonPropertyName("content")] string? Content,
    [property: JsonPropertyName("attachment_ids")] IReadOnlyList<long>? AttachmentIds)
{
    public Result<string> ToContent()
        => AttachmentIds is { Count: > 0 } ? Refusal.Invalid("attachment_ids", "This server takes no attachments")
            : Content is { } content ? content
            : Refusal.Invalid("content", "Field required");
}

/// <summary>Body of <c>POST /messages/{message_id}/forward</c>.</summary>
internal sealed record ForwardJson([property: JsonPropertyName("chat_ids")] IReadOnlyList<long>? ChatIds)
{
    public IReadOnlyCollection<ChatId> Chats() => [.. (ChatIds ?? []).Select(id => new ChatId(id))];
}

/// <summary>Body of <c>POST /server/messages</c>: a message, and for whom it is said.</summary>
internal sealed record ServerMessageJson(
    [property: JsonPropertyName("author_external_id")] string? AuthorExternalId,
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
    public Result<Draft> ToDraft() => new SendMessageJson(ChatId, Type, Content, Payload, ClientMessageId, ReplyToId, Mentions, AttachmentIds, SendAt).ToDraft();
}
