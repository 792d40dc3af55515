using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Receipts;

/// <summary>A device of the caller has everything of a chat up to a place.</summary>
public sealed class MarkDelivered(IReceipts receipts, IDelivery delivery, TimeProvider clock)
{
    /// <param name="upToSeq">0 or more; beyond the last message it means the last message.</param>
    /// <returns>The pointers afterwards; <see cref="RefusalKind.Invalid"/> <c>up_to_seq</c>; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<Moved>> RunAsync(Person caller, ChatId chat, long upToSeq, CancellationToken cancellation)
    {
        if (upToSeq < 0)
            return Refusal.Invalid("up_to_seq", "0 or more");
        using var announcer = delivery.Begin();
        if (!(await receipts.MoveAsync(chat, caller.Id, readSeq: null, upToSeq, clock.Now(), cancellation)).TryGet(out var moved, out var refusal))
            return refusal;
        if (moved.Event is not null)
            announcer.Announce(moved.Event);
        return moved;
    }
}
