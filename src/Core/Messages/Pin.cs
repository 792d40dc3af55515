using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>Keeps a message in view for all members. In chats of two either may, in groups who leads.</summary>
public sealed class Pin(IMessages messages, IDelivery delivery, MessageLimits limits, TimeProvider clock)
{
    /// <returns>
    /// Done, also when it was pinned already; <see cref="RefusalKind.NotFound"/> <c>message</c>; <see cref="RefusalKind.Forbidden"/>;
    /// <see cref="RefusalKind.Conflict"/> <c>pin_limit</c>, <c>message</c> when it is deleted.
    /// </returns>
    public async ValueTask<Result<MessageChanged>> RunAsync(Person caller, MessageId id, CancellationToken cancellation)
        => await messages.ChangeAsync(delivery, id, caller.Id, desk => Rule(desk, limits), clock.Now(), cancellation);

    internal static Result<MessageChange> Rule(MessageDesk desk, MessageLimits limits)
    {
        if (!desk.RequireSight().TryGet(out var my, out var refusal))
            return refusal;
        if (!Permissions.Allows(desk.Chat, my, Permission.Pin))
            return Refusal.Forbidden("message");
        if (desk.Message.IsDeleted)
            return Refusal.Conflict("message", "It was deleted");
        if (desk.Message.PinnedAt is not null)
            return MessageRights.Decide(new MessageChange.None());
        return desk.PinCount >= limits.Pins ? Refusal.Conflict("pin_limit", $"At most {limits.Pins} pins in a chat") : MessageRights.Decide(new MessageChange.Pinned());
    }
}
