using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Receipts;

/// <summary>The caller has read everything of a chat up to a place; the members and the caller's other devices hear of it.</summary>
/// <remarks>Safe to retry: the pointer never moves back, and where nothing moves nobody is told.</remarks>
public sealed class MarkRead(IReceipts receipts, IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <param name="upToSeq">0 or more; beyond the last message it means the last message.</param>
    /// <param name="isDated">Whether the time of reading moves too where nothing was new: on wires that tell when somebody last looked.</param>
    /// <returns>The pointers and the unread count afterwards; <see cref="RefusalKind.Invalid"/> <c>up_to_seq</c>; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<Moved>> RunAsync(Person caller, ChatId chat, long upToSeq, CancellationToken cancellation, bool isDated = false)
    {
        if (upToSeq < 0)
            return Refusal.Invalid("up_to_seq", "0 or more");
        var now = clock.Now();
        if (!(await MoveAsync(caller, chat, upToSeq, now, cancellation)).TryGet(out var moved, out var refusal))
            return refusal;
        if (moved.Event is not null || moved.MarkTaken)
            delivery.Tell(caller.Id, new UnreadChanged(chat, moved.UnreadCount, await chats.UnreadAsync(caller.Id, now, cancellation)));
        if (isDated && moved.Event is null)
            await receipts.DateAsync(chat, caller.Id, now, cancellation);
        return moved;
    }

    private async ValueTask<Result<Moved>> MoveAsync(Person caller, ChatId chat, long upToSeq, DateTimeOffset now, CancellationToken cancellation)
    {
        using var announcer = delivery.Begin();
        var result = await receipts.MoveAsync(chat, caller.Id, upToSeq, deliveredSeq: null, now, cancellation);
        if (result.TryGet(out var moved, out _) && moved.Event is { } happened)
            announcer.Announce(happened);
        return result;
    }
}
