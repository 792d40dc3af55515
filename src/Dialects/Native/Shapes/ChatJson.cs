using System.Text.Json.Serialization;
using Haggle.Core.Chats;
using Haggle.Core.Listings;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>A chat as one person sees it.</summary>
internal sealed record ChatJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("is_group")] bool IsGroup,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("participants")] IReadOnlyList<ParticipantJson> Participants,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("description")] string? Description,
    [property: JsonPropertyName("slow_mode_s")] int SlowModeSeconds,
    [property: JsonPropertyName("send_by")] string SendBy,
    [property: JsonPropertyName("history_for_new_members")] bool HistoryForNewMembers,
    [property: JsonPropertyName("listing")] ListingJson? Listing,
    [property: JsonPropertyName("deal")] RawJson Deal,
    [property: JsonPropertyName("participant_count")] int ParticipantCount,
    [property: JsonPropertyName("last_seq")] long LastSeq,
    [property: JsonPropertyName("revision")] long Revision,
    [property: JsonPropertyName("last_message")] MessageJson? LastMessage,
    [property: JsonPropertyName("unread_count")] int UnreadCount,
    [property: JsonPropertyName("mention_count")] int MentionCount,
    [property: JsonPropertyName("pinned_message_ids")] IReadOnlyList<long> PinnedMessageIds,
    [property: JsonPropertyName("permissions")] IReadOnlyList<string> Permissions,
    [property: JsonPropertyName("my")] ChatSettingsJson? My)
{
    public static ChatJson From(ChatView view, Viewer viewer, DateTimeOffset now) => new(
        view.Chat.Id.Value, view.Chat.Title, view.Chat.IsGroup, view.Chat.CreatedAt,
        [.. view.Participants.Select(participant => ParticipantJson.From(participant, view.Chat.Kind, viewer))],
        view.Chat.Kind.Word(), view.Chat.Status.Word(), view.Chat.AvatarUrl, view.Chat.Description, view.Chat.SlowModeSeconds,
        view.Chat.SendBy.Word(), view.Chat.HistoryForNewMembers, view.Listing is { } listing ? ListingJson.From(listing) : null, default,
        view.ParticipantCount, view.Chat.LastSeq, view.Chat.Revision,
        view.LastMessage is { } last ? MessageJson.From(last, viewer.PersonId) : null,
        view.UnreadCount, view.MentionCount, [.. view.PinnedMessageIds.Select(id => id.Value)],
        view.My is { } my ? [.. Core.Chats.Permissions.Of(view.Chat, my).Select(permission => permission.Word())] : [],
        view.My is { } mine ? ChatSettingsJson.From(view.Chat, mine, now) : null);
}

/// <summary>My own settings of a chat.</summary>
internal sealed record ChatSettingsJson(
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("last_read_seq")] long LastReadSeq,
    [property: JsonPropertyName("last_delivered_seq")] long LastDeliveredSeq,
    [property: JsonPropertyName("muted_until")] DateTimeOffset? MutedUntil,
    [property: JsonPropertyName("notify")] string Notify,
    [property: JsonPropertyName("archived")] bool Archived,
    [property: JsonPropertyName("pinned")] bool Pinned,
    [property: JsonPropertyName("marked_unread")] bool MarkedUnread,
    [property: JsonPropertyName("hidden_at")] DateTimeOffset? HiddenAt,
    [property: JsonPropertyName("labels")] IReadOnlyList<string> Labels,
    [property: JsonPropertyName("note")] string? Note,
    [property: JsonPropertyName("draft")] RawJson Draft)
{
    public static ChatSettingsJson From(Chat chat, Member my, DateTimeOffset now) => new(
        my.Role.Word(), my.LastReadSeq, my.LastDeliveredSeq, my.Settings.MutedUntil, my.Settings.Notify.Word(),
        my.Settings.IsArchived(chat.LastSeq, now), my.Settings.Pinned, my.Settings.MarkedUnread, my.Settings.HiddenAt, my.Settings.Labels,
        my.Settings.Note, default);
}

internal sealed record ListingJson(
    [property: JsonPropertyName("external_id")] string ExternalId,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("price")] MoneyJson? Price,
    [property: JsonPropertyName("image_url")] string? ImageUrl,
    [property: JsonPropertyName("url")] string? Url,
    [property: JsonPropertyName("seller_id")] long? SellerId,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("verified")] bool Verified,
    [property: JsonPropertyName("updated_at")] DateTimeOffset UpdatedAt)
{
    public static ListingJson From(Listing listing) => new(
        listing.ExternalId, listing.Title, listing.Price is { } price ? new MoneyJson(price.Amount, price.Currency) : null, listing.ImageUrl,
        listing.Url, listing.SellerId?.Value, listing.State.Word(), listing.Verified, listing.UpdatedAt);
}

internal sealed record MoneyJson(
    [property: JsonPropertyName("amount")] long Amount,
    [property: JsonPropertyName("currency")] string Currency)
{
    public Money ToMoney() => new(Amount, Currency);
}
