using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Ends a group for everybody.</summary>
public sealed class DeleteChat(IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>chat</c>; <see cref="RefusalKind.Forbidden"/> for who does not own it, and in chats of two, whose history each clears alone.</returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, ChatId chat, CancellationToken cancellation)
    {
        if (!(await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller.Id), clock.Now(), cancellation)).TryGet(out _, out var refusal))
            return refusal;
        return default(Done);
    }

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, PersonId caller)
        => desk.Require(caller, Permission.Delete).Refusal is { } refusal ? refusal : ChatRights.Decide(new ChatChange.Deleted());
}
