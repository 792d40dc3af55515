using System.Text.Json.Serialization;
using Haggle.Core.Chats;
using Haggle.Core.Receipts;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>Unread over all my chats; muted ones apart.</summary>
internal sealed record UnreadJson(
    [property: JsonPropertyName("chats")] int Chats,
    [property: JsonPropertyName("messages")] int Messages,
    [property: JsonPropertyName("mentions")] int Mentions,
    [property: JsonPropertyName("muted_chats")] int MutedChats,
    [property: JsonPropertyName("muted_messages")] int MutedMessages)
{
    public static UnreadJson From(UnreadTotals totals) => new(totals.Chats, totals.Messages, totals.Mentions, totals.MutedChats, totals.MutedMessages);
}

/// <summary>One chat brought up to date.</summary>
internal sealed record SyncChatJson(
    [property: JsonPropertyName("chat")] ChatJson Chat,
    [property: JsonPropertyName("messages")] IReadOnlyList<MessageJson> Messages,
    [property: JsonPropertyName("changed")] IReadOnlyList<MessageJson> Changed,
    [property: JsonPropertyName("more")] bool More,
    [property: JsonPropertyName("reset")] bool Reset)
{
    public static SyncChatJson From(ChatSync sync, Viewer viewer, DateTimeOffset now) => new(
        ChatJson.From(sync.Chat, viewer, now),
        [.. sync.Messages.Select(message => MessageJson.From(message, viewer.PersonId))],
        [.. sync.Changed.Select(message => MessageJson.From(message, viewer.PersonId))],
        sync.More, sync.Reset);
}
