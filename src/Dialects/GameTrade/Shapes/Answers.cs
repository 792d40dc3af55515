using System.Text.Json;
using System.Text.Json.Serialization;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Dialects.GameTrade.Shapes;

internal sealed record HealthJson([property: JsonPropertyName("status")] string Status, [property: JsonPropertyName("service")] string Service);

internal sealed record AboutJson([property: JsonPropertyName("message")] string Message);

internal sealed record SaidJson([property: JsonPropertyName("message")] string Message);

/// <summary>All fields always, null where there is nothing.</summary>
internal sealed record ChatJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("listing_id")] int? ListingId,
    [property: JsonPropertyName("transaction_id")] long? TransactionId,
    [property: JsonPropertyName("chat_metadata")] JsonElement? ChatMetadata,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("updated_at")] DateTimeOffset UpdatedAt,
    [property: JsonPropertyName("participants")] IReadOnlyList<ParticipantJson> Participants,
    [property: JsonPropertyName("moderators")] IReadOnlyList<ModeratorJson> Moderators,
    [property: JsonPropertyName("unread_count")] int? UnreadCount,
    [property: JsonPropertyName("last_message")] string? LastMessage)
{
    public static ChatJson From(Chat chat, IEnumerable<Participant> participants, IEnumerable<ModeratorJson> moderators, int? unread = null, string? lastMessage = null)
    {
        return new ChatJson(
            chat.Id.Value, chat.Kind.Word(), chat.Status.Word(), chat.Title.Length == 0 ? null : chat.Title, chat.ListingNumber(), chat.TransactionId, DealFacts.Of(chat).ChatMetadata,
            chat.CreatedAt, chat.ActiveAt, [.. participants.Where(one => one.Member.Role is not (MemberRole.Moderator or MemberRole.Observer)).Select(ParticipantJson.From)],
            [.. moderators], unread, lastMessage);
    }
}

/// <param name="Id">Of the membership: within one chat.</param>
internal sealed record ParticipantJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("is_muted")] bool IsMuted,
    [property: JsonPropertyName("joined_at")] DateTimeOffset JoinedAt,
    [property: JsonPropertyName("last_read_at")] DateTimeOffset? LastReadAt)
{
    public static ParticipantJson From(Participant one) => new(
        one.Person.Id.Value, one.Person.Number(), one.Member.Role == MemberRole.Owner ? "admin" : "participant", false, one.Member.JoinedAt, one.Member.LastReadAt);
}

internal sealed record ModeratorJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("moderator_id")] long ModeratorId,
    [property: JsonPropertyName("assigned_by")] long AssignedBy,
    [property: JsonPropertyName("reason")] string? Reason,
    [property: JsonPropertyName("is_active")] bool IsActive,
    [property: JsonPropertyName("resolved_at")] DateTimeOffset? ResolvedAt,
    [property: JsonPropertyName("resolution_notes")] string? ResolutionNotes,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt)
{
    public static ModeratorJson From(Assignment one, Func<PersonId, long> numberOf) => new(
        one.Id, numberOf(one.ModeratorId), numberOf(one.AssignedBy), one.Reason, one.IsActive, one.ResolvedAt, one.Notes, one.CreatedAt);
}

internal sealed record ChatPageJson(
    [property: JsonPropertyName("chats")] IReadOnlyList<ChatJson> Chats,
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("page")] int Page,
    [property: JsonPropertyName("pages")] long Pages);

internal sealed record MessageJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("sender_id")] long? SenderId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("attachments")] JsonElement? Attachments,
    [property: JsonPropertyName("message_metadata")] JsonElement? MessageMetadata,
    [property: JsonPropertyName("is_edited")] bool IsEdited,
    [property: JsonPropertyName("edited_at")] DateTimeOffset? EditedAt,
    [property: JsonPropertyName("is_deleted")] bool IsDeleted,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt)
{
    public const string Text = "text", Image = "image", File = "file", System = "system";

    public static MessageJson From(Message message, Func<PersonId, long> numberOf)
    {
        var facts = MessageFacts.Of(message);
        return new MessageJson(
            message.Id.Value, message.ChatId.Value, message.AuthorId is { } author ? numberOf(author) : null,
            message.AuthorId is null ? System : facts.Type ?? Text, message.Content, facts.Attachments, facts.MessageMetadata,
            message.EditedAt is not null, message.EditedAt, message.IsDeleted, message.SentAt);
    }
}

internal sealed record MessagePageJson(
    [property: JsonPropertyName("messages")] IReadOnlyList<MessageJson> Messages,
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("page")] int Page,
    [property: JsonPropertyName("pages")] long Pages);
