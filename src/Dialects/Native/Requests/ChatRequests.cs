using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.People;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Requests;

/// <summary>Body of <c>POST /chats/direct</c>.</summary>
internal sealed record OpenDirectJson([property: JsonPropertyName("user_id")] long? UserId)
{
    public Result<PersonId> Other() => UserId is { } id ? new PersonId(id) : Refusal.Invalid("user_id", "Field required");
}

/// <summary>Body of <c>POST /chats/group</c>.</summary>
internal sealed record OpenGroupJson(
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("member_ids")] IReadOnlyList<long>? MemberIds,
    [property: JsonPropertyName("description")] string? Description)
{
    public IReadOnlyCollection<PersonId> Members() => [.. (MemberIds ?? []).Select(id => new PersonId(id))];
}

/// <summary>Body of <c>POST /chats/listing</c>.</summary>
internal sealed record OpenListingJson(
    [property: JsonPropertyName("listing_id")] string? ListingId,
    [property: JsonPropertyName("seller_id")] long? SellerId,
    [property: JsonPropertyName("listing")] ListingSnapshotJson? Listing)
{
    public PersonId? Seller() => SellerId is { } id ? new PersonId(id) : null;
}

/// <summary>What a client says of a listing.</summary>
internal sealed record ListingSnapshotJson(
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("price")] MoneyJson? Price,
    [property: JsonPropertyName("image_url")] string? ImageUrl,
    [property: JsonPropertyName("url")] string? Url)
{
    public ListingClaim ToClaim(string? listingId) => new(listingId ?? "", Title) { Price = Price?.ToMoney(), ImageUrl = ImageUrl, Url = Url };
}

/// <summary>Body of <c>POST /chats/support</c>.</summary>
internal sealed record OpenSupportJson([property: JsonPropertyName("topic")] string? Topic);

/// <summary>Body of <c>PATCH /chats/{chat_id}</c>.</summary>
internal sealed record EditChatJson
{
    [JsonPropertyName("title")] public Change<string?> Title { get; init; }

    [JsonPropertyName("description")] public Change<string?> Description { get; init; }

    [JsonPropertyName("slow_mode_s")] public Change<int> SlowModeSeconds { get; init; }

    [JsonPropertyName("history_for_new_members")] public Change<bool> HistoryForNewMembers { get; init; }

    [JsonPropertyName("send_by")] public Change<string?> SendBy { get; init; }

    public Result<ChatEdit> ToEdit()
    {
        var sendBy = default(SendBy);
        if (SendBy.IsGiven && !Words.TryParse(SendBy.Value, static candidate => candidate.Word(), out sendBy))
            return Refusal.Invalid("send_by", "all or admins");
        return new ChatEdit
        {
            Title = Title,
            Description = Description,
            SlowModeSeconds = SlowModeSeconds,
            HistoryForNewMembers = HistoryForNewMembers,
            SendBy = new Change<SendBy>(SendBy.IsGiven, sendBy),
        };
    }
}

/// <summary>Body of <c>PUT /chats/{chat_id}/settings</c>.</summary>
internal sealed record SettingsJson
{
    [JsonPropertyName("muted_until")] public Change<DateTimeOffset?> MutedUntil { get; init; }

    [JsonPropertyName("notify")] public Change<string?> Notify { get; init; }

    [JsonPropertyName("archived")] public Change<bool> Archived { get; init; }

    [JsonPropertyName("pinned")] public Change<bool> Pinned { get; init; }

    [JsonPropertyName("labels")] public Change<IReadOnlyList<string>?> Labels { get; init; }

    [JsonPropertyName("note")] public Change<string?> Note { get; init; }

    public Result<SettingsEdit> ToEdit()
    {
        var notify = default(Notify);
        if (Notify.IsGiven && !Words.TryParse(Notify.Value, static candidate => candidate.Word(), out notify))
            return Refusal.Invalid("notify", "all, mentions or none");
        return new SettingsEdit
        {
            MutedUntil = MutedUntil,
            Notify = new Change<Notify>(Notify.IsGiven, notify),
            Archived = Archived,
            Pinned = Pinned,
            Labels = Labels,
            Note = Note,
        };
    }
}
