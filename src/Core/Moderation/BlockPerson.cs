using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Core.Moderation;

/// <summary>A person wants nothing more to do with another: no direct and listing messages from there, no typing and presence either way.</summary>
/// <remarks>Safe to retry.</remarks>
public sealed class BlockPerson(IBlocks blocks, IPeople people, IChats chats, IPresence presence, IDelivery delivery, TimeProvider clock)
{
    /// <returns><see cref="RefusalKind.Invalid"/> for oneself and for the system; <see cref="RefusalKind.NotFound"/> <c>user</c>.</returns>
    public async ValueTask<Result<Done>> RunAsync(PersonId blocker, PersonId blocked, CancellationToken cancellation)
    {
        if (blocked == blocker || blocked == Person.System)
            return Refusal.Invalid("path.user_id", "Not somebody to block");
        if (await people.FindAsync(blocked, cancellation) is null)
            return Refusal.NotFound("user");
        if (!await blocks.AddAsync(blocker, blocked, clock.Now(), cancellation))
            return new Done();
        presence.Hide(blocker, from: blocked);
        presence.Hide(blocked, from: blocker);
        delivery.Tell(blocker, new BlockChanged(blocked, Blocked: true));
        delivery.Reconsider(await chats.SharedAsync(blocker, blocked, cancellation));
        return new Done();
    }
}
