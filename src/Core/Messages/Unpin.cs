using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>The reverse of <see cref="Pin"/>, for the same people.</summary>
public sealed class Unpin(IMessages messages, IDelivery delivery, TimeProvider clock)
{
    /// <returns>Done, also when it was not pinned; <see cref="RefusalKind.NotFound"/> <c>message</c>; <see cref="RefusalKind.Forbidden"/>.</returns>
    public async ValueTask<Result<MessageChanged>> RunAsync(Person caller, MessageId id, CancellationToken cancellation)
        => await messages.ChangeAsync(delivery, id, caller.Id, Rule, clock.Now(), cancellation);

    internal static Result<MessageChange> Rule(MessageDesk desk)
    {
        if (!desk.RequireSight().TryGet(out var my, out var refusal))
            return refusal;
        if (!Permissions.Allows(desk.Chat, my, Permission.Pin))
            return Refusal.Forbidden("message");
        return MessageRights.Decide(desk.Message.PinnedAt is null ? new MessageChange.None() : new MessageChange.Unpinned());
    }
}
