using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Moderation;

/// <summary>An administrator takes a chat away from everybody in it. What was said is kept, and nobody sees it.</summary>
public sealed class RemoveChat(IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <returns><see cref="RefusalKind.Forbidden"/> <c>chat</c> for everybody else; <see cref="RefusalKind.NotFound"/> <c>chat</c>, also when it is gone already.</returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, ChatId chat, CancellationToken cancellation)
    {
        if (caller.Role != PersonRole.Admin)
            return Refusal.Forbidden("chat");
        return (await chats.ChangeAsync(delivery, chat, _ => ChatRights.Decide(new ChatChange.Deleted()), clock.Now(), cancellation)).Then(_ => default(Done));
    }
}
