using System.Text.Json.Serialization;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Dialects.Windi.Shapes;

internal sealed record UserJson(
    [property: JsonPropertyName("id")] long Id, [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("email")] string? Email)
{
    public static UserJson From(Person person) => new(person.Id.Value, person.DisplayName, person.Email);
}

/// <summary>For choosing whom to write to: never with an e-mail.</summary>
internal sealed record NamedUserJson([property: JsonPropertyName("id")] long Id, [property: JsonPropertyName("name")] string Name);

internal sealed record TokenJson([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("token_type")] string TokenType)
{
    public override string ToString() => nameof(TokenJson);
}

/// <summary>The same in answers, in the history and as a frame.</summary>
internal sealed record MessageJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("sender_id")] long? SenderId,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp,
    [property: JsonPropertyName("is_read")] bool IsRead,
    [property: JsonPropertyName("client_message_id")] string? ClientMessageId)
{
    public static MessageJson From(Message message, bool isRead) => new(
        message.Id.Value, message.ChatId.Value, message.AuthorId?.Value, message.Content, message.SentAt, isRead, message.ClientMessageId);
}

internal sealed record ReadJson([property: JsonPropertyName("status")] string Status, [property: JsonPropertyName("message")] MessageJson Message);

internal sealed record StatusJson([property: JsonPropertyName("status")] string Status);

internal sealed record ChatJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("chat_type")] string ChatType,
    [property: JsonPropertyName("participants")] IReadOnlyList<UserJson> Participants,
    [property: JsonPropertyName("last_message")] MessageJson? LastMessage,
    [property: JsonPropertyName("unread_count")] int UnreadCount)
{
    public const string Personal = "personal", Group = "group";

    /// <param name="people">All who are in it.</param>
    /// <param name="last">The last message that this wire has a word for.</param>
    public static ChatJson From(ChatView view, IEnumerable<Participant> people, MessageJson? last, PersonId me, EmailVisibility emails)
    {
        var kind = view.Chat.Kind;
        return new ChatJson(
            view.Chat.Id.Value, view.Chat.Title, kind == ChatKind.Group ? Group : Personal, [.. people.Select(one => UserOf(one.Person, kind, me, emails))], last, view.UnreadCount);
    }

    private static UserJson UserOf(Person person, ChatKind kind, PersonId me, EmailVisibility emails)
        => new(person.Id.Value, person.DisplayName, person.Id == me ? person.Email : emails.EmailOf(person, kind));
}

/// <summary>To the author of a message, when somebody has read it.</summary>
internal sealed record ReceiptFrame(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("message_id")] long MessageId,
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("reader_id")] long ReaderId,
    [property: JsonPropertyName("is_read")] bool IsRead)
{
    public static ReceiptFrame From(PointerMoved moved, ReadMessage read) => new("read_receipt", read.Id.Value, moved.ChatId.Value, moved.PersonId.Value, true);
}

/// <summary>To the socket that a bad frame came from.</summary>
internal sealed record ErrorFrame(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("client_message_id")] string? ClientMessageId);
