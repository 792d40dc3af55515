using System.Text.Json.Serialization;
using Haggle.Core.Receipts;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>My read pointer after moving it, and what is still unread.</summary>
internal sealed record ReadJson(
    [property: JsonPropertyName("last_read_seq")] long LastReadSeq,
    [property: JsonPropertyName("unread_count")] int UnreadCount)
{
    public static ReadJson From(Moved moved) => new(moved.LastReadSeq, moved.UnreadCount);
}

/// <summary>What a client lacks.</summary>
internal sealed record SyncJson(
    [property: JsonPropertyName("chats")] IReadOnlyList<SyncChatJson> Chats,
    [property: JsonPropertyName("removed_chat_ids")] IReadOnlyList<long> RemovedChatIds,
    [property: JsonPropertyName("unread")] UnreadJson Unread,
    [property: JsonPropertyName("server_time")] DateTimeOffset ServerTime);
