using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Ends a conversation for now: it refuses messages until it is reopened. For both parties of a listing chat, who leads a group, and moderators of the server.</summary>
public sealed class CloseChat(IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <returns>
    /// The chat afterwards, unchanged when it was closed already; <see cref="RefusalKind.NotFound"/> <c>chat</c>; <see cref="RefusalKind.Forbidden"/>;
    /// <see cref="RefusalKind.Conflict"/> <c>status</c> while a dispute runs.
    /// </returns>
    public ValueTask<Result<ChatView>> RunAsync(Person caller, ChatId chat, CancellationToken cancellation)
        => chats.ChangeStatusAsync(delivery, caller, chat, desk => Rule(desk, caller), clock.Now(), cancellation);

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, Person caller)
    {
        if (StatusChange.MayNot(desk, caller) is { } refusal)
            return refusal;
        return desk.Chat.Status switch
        {
            ChatStatus.Active => ChatRights.Decide(SystemLines.ChatClosed(caller), new ChatChange.Reshaped(desk.Chat with { Status = ChatStatus.Archived })),
            ChatStatus.Archived => ChatRights.Decide(),
            ChatStatus.Disputed or ChatStatus.Resolved => Refusal.Conflict("status", "A dispute decides on this chat"),
        };
    }
}
