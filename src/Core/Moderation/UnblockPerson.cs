using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Moderation;

/// <summary>Takes a block back. Safe to retry: who is not blocked is unblocked already.</summary>
public sealed class UnblockPerson(IBlocks blocks, IChats chats, IDelivery delivery)
{
    public async ValueTask RunAsync(PersonId blocker, PersonId blocked, CancellationToken cancellation)
    {
        if (!await blocks.RemoveAsync(blocker, blocked, cancellation))
            return;
        delivery.Tell(blocker, new BlockChanged(blocked, Blocked: false));
        delivery.Reconsider(await chats.SharedAsync(blocker, blocked, cancellation));
    }
}
