using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Lets a closed chat take messages again. For those who may close it.</summary>
public sealed class ReopenChat(IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <returns>As <see cref="CloseChat.RunAsync"/>.</returns>
    public ValueTask<Result<ChatView>> RunAsync(Person caller, ChatId chat, CancellationToken cancellation)
        => chats.ChangeStatusAsync(delivery, caller, chat, desk => Rule(desk, caller), clock.Now(), cancellation);

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, Person caller)
    {
        if (StatusChange.MayNot(desk, caller) is { } refusal)
            return refusal;
        return desk.Chat.Status switch
        {
            ChatStatus.Archived => ChatRights.Decide(new ChatChange.Reshaped(desk.Chat with { Status = ChatStatus.Active }), SystemLines.ChatReopened(caller)),
            ChatStatus.Active => ChatRights.Decide(),
            ChatStatus.Disputed or ChatStatus.Resolved => Refusal.Conflict("status", "A dispute decides on this chat"),
        };
    }
}
