using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Receipts;

/// <summary>Read and delivered pointers. Each method is one transaction; pointers never move back.</summary>
public interface IReceipts
{
    /// <summary>Moves one member's pointers forward; a seq beyond the chat's last counts as the last. Reading implies delivery and takes a hand-set unread mark away.</summary>
    /// <returns>The member's pointers and unread count afterwards, with <see cref="Moved.Event"/> null when nothing moved; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    ValueTask<Result<Moved>> MoveAsync(ChatId chat, PersonId person, long? readSeq, long? deliveredSeq, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The member has looked again where nothing was new: its time of reading is now. Nobody is told.</summary>
    ValueTask DateAsync(ChatId chat, PersonId person, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Reads everything everywhere; returns what had an effect.</summary>
    ValueTask<AllRead> ReadAllAsync(PersonId person, DateTimeOffset now, CancellationToken cancellation);
}

/// <param name="Moves">What to announce.</param>
/// <param name="MarksTaken">Chats that a mark set by hand went away from, which the own other devices cannot see from the pointers.</param>
public sealed record AllRead(IReadOnlyList<PointerMoved> Moves, IReadOnlyList<ChatId> MarksTaken);

/// <param name="Event">What to announce; null when the pointers were there already.</param>
/// <param name="MarkTaken">A mark that was set by hand went away, which the own other devices cannot see from the pointers.</param>
public sealed record Moved(long LastReadSeq, long LastDeliveredSeq, int UnreadCount, PointerMoved? Event, bool MarkTaken = false);
