using System.Text.Json.Serialization;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>A person as everybody may see it.</summary>
internal sealed record UserJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("display_name")] string DisplayName,
    [property: JsonPropertyName("tag")] string Tag,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("presence")] PresenceJson? Presence)
{
    public static UserJson From(Person person, PresenceJson? presence = null)
        => new(person.Id.Value, person.DisplayName, person.Tag, person.AvatarUrl, person.Kind.Word(), person.CreatedAt, presence);
}

internal sealed record PresenceJson(
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("last_seen_at")] DateTimeOffset? LastSeenAt)
{
    public static PresenceJson From(SeenPresence seen) => new(seen.PersonId.Value, seen.Status.Word(), seen.LastSeenAt);
}

/// <summary>Oneself.</summary>
internal sealed record MeJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("display_name")] string DisplayName,
    [property: JsonPropertyName("tag")] string Tag,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("external_id")] string ExternalId,
    [property: JsonPropertyName("email_verified")] bool EmailVerified,
    [property: JsonPropertyName("bio")] string? Bio,
    [property: JsonPropertyName("locale")] string? Locale,
    [property: JsonPropertyName("time_zone")] string? TimeZone,
    [property: JsonPropertyName("read_receipts")] bool ReadReceipts,
    [property: JsonPropertyName("presence_visibility")] string PresenceVisibility)
{
    public static MeJson From(Person person) => new(
        person.Id.Value, person.Email, person.DisplayName, person.Tag, person.AvatarUrl, person.CreatedAt, person.Kind.Word(), person.Role.Word(),
        person.ExternalId, person.EmailVerified, person.Bio, person.Locale, person.TimeZone, person.ReadReceipts, person.PresenceVisibility.Word());
}

/// <summary>A person in a chat, as <see cref="Viewer"/> may see it.</summary>
internal sealed record ParticipantJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("display_name")] string DisplayName,
    [property: JsonPropertyName("tag")] string Tag,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("joined_at")] DateTimeOffset JoinedAt,
    [property: JsonPropertyName("last_read_seq")] long? LastReadSeq,
    [property: JsonPropertyName("last_delivered_seq")] long LastDeliveredSeq)
{
    public static ParticipantJson From(Participant participant, ChatKind chat, Viewer viewer)
    {
        var (person, member) = participant;
        var isMe = person.Id == viewer.PersonId;
        return new(
            person.Id.Value, isMe ? person.Email : viewer.Emails.EmailOf(person, chat), person.DisplayName, person.Tag, person.AvatarUrl,
            person.CreatedAt, person.Kind.Word(), member.Role.Word(), member.JoinedAt,
            isMe || (viewer.ReadReceipts && person.ReadReceipts) ? member.LastReadSeq : null, member.LastDeliveredSeq);
    }
}

/// <summary>Who looks, and what that person may see of others.</summary>
/// <param name="PersonId">Whose eyes.</param>
/// <param name="ReadReceipts">Off: others' read pointers are hidden from this person too.</param>
/// <param name="Emails">The server's rule for e-mails in chats.</param>
internal readonly record struct Viewer(PersonId PersonId, bool ReadReceipts, EmailVisibility Emails);
