using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>What closing and reopening have in common.</summary>
internal static class StatusChange
{
    /// <summary>A moderator of the server may without being in the chat; everybody else by the table of <see cref="Permissions"/>.</summary>
    public static Refusal? MayNot(ChatDesk desk, Person caller) => caller.IsModerator ? null : desk.Require(caller.Id, Permission.Close).Refusal;

    public static async ValueTask<Result<ChatView>> ChangeStatusAsync(
        this IChats chats, IDelivery delivery, Person caller, ChatId chat, ChatRule rule, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!(await chats.ChangeAsync(delivery, chat, rule, now, cancellation)).TryGet(out _, out var refusal))
            return refusal;
        return await chats.FindAsync(chat, caller.Id, now, cancellation) is { } view ? view : ChatRights.NoSuchChat;
    }
}
