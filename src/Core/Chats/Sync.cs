using Haggle.Core.Messages;
using Haggle.Core.Receipts;

namespace Haggle.Core.Chats;

/// <summary>What a client has: the position in each chat it knows.</summary>
/// <param name="Positions">At most 10,000; a chat named twice counts once, with the lower position.</param>
/// <param name="LimitPerChat">At most so many messages per chat: 1 to 200.</param>
/// <param name="OnlyNamed">Only the chats named: chats that are new to the client are left out.</param>
public sealed record SyncRequest(IReadOnlyList<ChatPosition> Positions, int LimitPerChat, bool OnlyNamed = false);

/// <summary>A client has all messages up to <paramref name="Seq"/> and all changes up to <paramref name="Revision"/>.</summary>
public readonly record struct ChatPosition(ChatId ChatId, long Seq, long Revision);

/// <summary>What a client lacks.</summary>
/// <param name="Chats">Only chats that changed or are new to it, oldest activity first.</param>
/// <param name="Removed">Chats it named that are no longer its own.</param>
/// <param name="Unread">The counts at the same moment.</param>
public sealed record SyncResult(IReadOnlyList<ChatSync> Chats, IReadOnlyList<ChatId> Removed, UnreadTotals Unread);

/// <summary>One chat brought up to date. Consistent: everything in it is of the chat's revision.</summary>
/// <param name="Chat">The chat now.</param>
/// <param name="Messages">After the client's seq, oldest first.</param>
/// <param name="Changed">Up to the client's seq, changed after its revision.</param>
/// <param name="More">There are more messages than these: ask again from the last one.</param>
/// <param name="Reset">The position was unknown or too old: drop what you have of this chat; <paramref name="Messages"/> is the newest page.</param>
public sealed record ChatSync(ChatView Chat, IReadOnlyList<Message> Messages, IReadOnlyList<Message> Changed, bool More, bool Reset);
