using System.Text.Json.Serialization;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>A message as a native client gets it, over REST and the socket alike.</summary>
internal sealed record MessageJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("author_id")] long? AuthorId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("payload")] RawJson Payload,
    [property: JsonPropertyName("ts")] DateTimeOffset Ts,
    [property: JsonPropertyName("seq")] long Seq,
    [property: JsonPropertyName("revision")] long Revision,
    [property: JsonPropertyName("client_message_id")] string? ClientMessageId,
    [property: JsonPropertyName("reply_to")] QuoteJson? ReplyTo,
    [property: JsonPropertyName("forwarded_from")] ForwardingJson? ForwardedFrom,
    [property: JsonPropertyName("mentions")] IReadOnlyList<long> Mentions,
    [property: JsonPropertyName("attachments")] IReadOnlyList<RawJson> Attachments,
    [property: JsonPropertyName("reactions")] IReadOnlyList<ReactionCountJson> Reactions,
    [property: JsonPropertyName("edited_at")] DateTimeOffset? EditedAt,
    [property: JsonPropertyName("deleted_at")] DateTimeOffset? DeletedAt,
    [property: JsonPropertyName("pinned_at")] DateTimeOffset? PinnedAt,
    [property: JsonPropertyName("state")] string State)
{
    public static MessageJson From(Message message, PersonId viewer) => new(
        message.Id.Value, message.ChatId.Value, message.AuthorId?.Value, message.Type.Word(), message.Content, new RawJson(message.Payload),
        message.SentAt, message.Seq, message.Revision, message.AuthorId == viewer ? message.ClientMessageId : null,
        message.ReplyTo is { } quote ? QuoteJson.From(quote) : null,
        message.ForwardedFrom is { } origin ? new ForwardingJson(origin.ChatId?.Value, origin.AuthorId?.Value, origin.SentAt) : null,
        message.Mentions.Count == 0 ? [] : [.. message.Mentions.Select(person => person.Value)],
        [],
        message.Reactions.Count == 0 ? [] : [.. message.Reactions.Select(reaction => new ReactionCountJson(reaction.Emoji, reaction.People.Count, reaction.People.Contains(viewer)))],
        message.EditedAt, message.DeletedAt, message.PinnedAt, "sent");
}

internal sealed record QuoteJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("seq")] long Seq,
    [property: JsonPropertyName("author_id")] long? AuthorId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("content")] string Content)
{
    public static QuoteJson From(Quote quote) => new(quote.Id.Value, quote.Seq, quote.AuthorId?.Value, quote.Type.Word(), quote.Content);
}

internal sealed record ForwardingJson(
    [property: JsonPropertyName("chat_id")] long? ChatId,
    [property: JsonPropertyName("author_id")] long? AuthorId,
    [property: JsonPropertyName("ts")] DateTimeOffset Ts);

internal sealed record ReactionCountJson(
    [property: JsonPropertyName("emoji")] string Emoji,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("me")] bool Me);

/// <summary>The seven documented fields, and no other, that a basic socket gets.</summary>
internal sealed record BasicMessageJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("author_id")] long AuthorId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("payload")] RawJson Payload,
    [property: JsonPropertyName("ts")] DateTimeOffset Ts)
{
    public static BasicMessageJson From(Message message) => new(
        message.Id.Value, message.ChatId.Value, (message.AuthorId ?? Person.System).Value, message.Type.Word(), message.Content, new RawJson(message.Payload), message.SentAt);
}
