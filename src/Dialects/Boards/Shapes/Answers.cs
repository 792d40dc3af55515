using System.Text.Json.Serialization;
using Haggle.Core.Messages;
using Haggle.Core.Presence;
using Haggle.Core.Trade;

namespace Haggle.Dialects.Boards.Shapes;

/// <summary>What every answer is wrapped in.</summary>
internal sealed record DataJson<T>([property: JsonPropertyName("data")] T? Data);

/// <summary>In place of an object where there is none to show.</summary>
internal sealed record NoJson;

internal sealed record PageJson<T>(
    [property: JsonPropertyName("data")] IReadOnlyList<T> Data, [property: JsonPropertyName("pagination")] PaginationJson Pagination);

internal sealed record PaginationJson([property: JsonPropertyName("total")] long Total);

internal sealed record ThreadJson(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("buyer_id")] string BuyerId,
    [property: JsonPropertyName("seller_id")] string SellerId)
{
    public static ThreadJson From(Pair pair) => new(pair.Name, pair.CreatedAt, Uuids.Of(pair.Buyer), Uuids.Of(pair.Seller));
}

/// <summary>A thread as one of the two sees it in a list; the buyer's presence is for the seller's list only.</summary>
internal sealed record SeenThreadJson(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("buyer_id")] string BuyerId,
    [property: JsonPropertyName("seller_id")] string SellerId,
    [property: JsonPropertyName("last_message")] string? LastMessage,
    [property: JsonPropertyName("last_message_time")] DateTimeOffset? LastMessageTime,
    [property: JsonPropertyName("unread_count")] int UnreadCount,
    [property: JsonPropertyName("updated_at")] DateTimeOffset UpdatedAt)
{
    [JsonPropertyName("buyer_online"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? BuyerOnline { get; init; }

    [JsonPropertyName("buyer_last_seen"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? BuyerLastSeen { get; init; }

    public static SeenThreadJson From(SeenPair seen, Side side)
    {
        var (pair, view) = (seen.Pair, seen.View);
        var last = view.LastMessage is { IsDeleted: false } said ? said : null;
        return new SeenThreadJson(
            pair.Name, pair.CreatedAt, Uuids.Of(pair.Buyer), Uuids.Of(pair.Seller), last?.Content, last?.SentAt, view.UnreadCount, view.Chat.ActiveAt)
        {
            BuyerOnline = side == Side.Seller ? IsOnline(seen) : null,
            BuyerLastSeen = side == Side.Seller ? seen.Other.LastSeenAt : null,
        };
    }

    private static bool IsOnline(SeenPair seen) => seen.Pair.Buyer.Profile?.SaysOnline == true || seen.Other.Status != PresenceStatus.Offline;
}

/// <summary>Exactly one of the two last ids is there: the sender's.</summary>
internal sealed record MessageJson(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("is_read_by_buyer")] bool IsReadByBuyer,
    [property: JsonPropertyName("is_read_by_seller")] bool IsReadBySeller,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("sent_at")] DateTimeOffset SentAt,
    [property: JsonPropertyName("delivered_at")] DateTimeOffset? DeliveredAt,
    [property: JsonPropertyName("thread_id")] string ThreadId,
    [property: JsonPropertyName("buyer_id")] string? BuyerId,
    [property: JsonPropertyName("seller_id")] string? SellerId)
{
    /// <summary>Not there when there are none.</summary>
    [JsonPropertyName("reactions"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReactionJson>? Reactions { get; init; }

    /// <returns>Null for what neither of the two has said.</returns>
    public static MessageJson? From(Message message, Pair pair, Marks marks)
        => pair.SideOf(message.AuthorId) is { } side
            ? new MessageJson(
                Uuids.Of(message), message.Content,
                side == Side.Buyer || marks.Read.HasRead(message, pair.Buyer.Id), side == Side.Seller || marks.Read.HasRead(message, pair.Seller.Id),
                message.SentAt, message.SentAt, marks.Arrived.Of(message, side == Side.Buyer ? pair.Seller.Id : pair.Buyer.Id), pair.Name,
                side == Side.Buyer ? Uuids.Of(pair.Buyer) : null, side == Side.Seller ? Uuids.Of(pair.Seller) : null)
            {
                Reactions = message.Reactions is [] ? null : [.. message.Reactions.Select(reaction => ReactionJson.From(reaction, pair))],
            }
            : null;
}

/// <summary>An emoji on a message, and whose it is.</summary>
internal sealed record ReactionJson([property: JsonPropertyName("emoji")] string Emoji, [property: JsonPropertyName("user_ids")] IReadOnlyList<string> UserIds)
{
    public static ReactionJson From(ReactionCount reaction, Pair pair)
        => new(reaction.Emoji, [.. reaction.People.Select(person => pair.SideOf(person)).OfType<Side>().Select(side => Uuids.Of(pair.Of(side)))]);
}

internal sealed record ProfileJson(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("keycloak_uuid")] string? KeycloakUuid,
    [property: JsonPropertyName("is_online")] bool IsOnline,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("updated_at")] DateTimeOffset UpdatedAt)
{
    public static ProfileJson From(TraderProfile profile, bool isOnline) => new(profile.Name, profile.Subject, isOnline, profile.CreatedAt, profile.UpdatedAt);

    public static ProfileJson From(SeenTrader seen) => From(seen.Profile, seen.IsOnline);
}
