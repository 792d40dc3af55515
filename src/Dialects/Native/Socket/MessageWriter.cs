using System.Text.Json;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Socket;

/// <summary>A message just as <see cref="MessageJson"/> says it, without making one: it is written for every wording and every acknowledgement.</summary>
/// <remarks>Only new and plain ones are, nine of ten; the serializer writes the others. That the two never differ is a test's promise.</remarks>
internal static class MessageWriter
{
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText ChatId = JsonEncodedText.Encode("chat_id");
    private static readonly JsonEncodedText AuthorId = JsonEncodedText.Encode("author_id");
    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText Content = JsonEncodedText.Encode("content");
    private static readonly JsonEncodedText Payload = JsonEncodedText.Encode("payload");
    private static readonly JsonEncodedText Ts = JsonEncodedText.Encode("ts");
    private static readonly JsonEncodedText Seq = JsonEncodedText.Encode("seq");
    private static readonly JsonEncodedText Revision = JsonEncodedText.Encode("revision");
    private static readonly JsonEncodedText ClientMessageId = JsonEncodedText.Encode("client_message_id");
    private static readonly JsonEncodedText ReplyTo = JsonEncodedText.Encode("reply_to");
    private static readonly JsonEncodedText Items = JsonEncodedText.Encode("items");
    private static readonly JsonEncodedText HasMoreBefore = JsonEncodedText.Encode("has_more_before");
    private static readonly JsonEncodedText HasMoreAfter = JsonEncodedText.Encode("has_more_after");
    private static readonly JsonEncodedText LastSeq = JsonEncodedText.Encode("last_seq");

    /// <summary>What every plain message ends with, from the value of <c>reply_to</c> on: copied in one piece.</summary>
    private static ReadOnlySpan<byte> NothingMore
        => "null,\"forwarded_from\":null,\"mentions\":[],\"attachments\":[],\"reactions\":[],\"edited_at\":null,\"deleted_at\":null,\"pinned_at\":null,\"state\":\"sent\""u8;

    public static void Write(Utf8JsonWriter writer, Message message, PersonId viewer)
    {
        if (message is not { AuthorId: { } author, Payload: null, ReplyTo: null, ForwardedFrom: null, Mentions.Count: 0, Reactions.Count: 0, EditedAt: null, DeletedAt: null, PinnedAt: null })
        {
            JsonSerializer.Serialize(writer, MessageJson.From(message, viewer), NativeJson.Wire.MessageJson);
            return;
        }
        writer.WriteStartObject();
        writer.WriteNumber(Id, message.Id.Value);
        writer.WriteNumber(ChatId, message.ChatId.Value);
        writer.WriteNumber(AuthorId, author.Value);
        writer.WriteString(Type, message.Type.Word());
        writer.WriteString(Content, message.Content);
        writer.WriteNull(Payload);
        writer.WritePropertyName(Ts);
        UtcInstant.Write(writer, message.SentAt);
        writer.WriteNumber(Seq, message.Seq);
        writer.WriteNumber(Revision, message.Revision);
        if (author == viewer && message.ClientMessageId is { } clientId)
            writer.WriteString(ClientMessageId, clientId);
        else
            writer.WriteNull(ClientMessageId);
        writer.WritePropertyName(ReplyTo);
        writer.WriteRawValue(NothingMore, skipInputValidation: true);
        writer.WriteEndObject();
    }

    /// <summary>A page just as <see cref="MessagePageJson"/> says it.</summary>
    public static void Write(Utf8JsonWriter writer, MessagePage page, PersonId viewer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(Items);
        foreach (var message in page.Items)
            Write(writer, message, viewer);
        writer.WriteEndArray();
        writer.WriteBoolean(HasMoreBefore, page.HasMoreBefore);
        writer.WriteBoolean(HasMoreAfter, page.HasMoreAfter);
        writer.WriteNumber(LastSeq, page.LastSeq);
        writer.WriteNumber(Revision, page.Revision);
        writer.WriteEndObject();
    }
}
