using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Receipts;

/// <summary>The caller has read everything everywhere.</summary>
public sealed class ReadAll(IReceipts receipts, IChats chats, IDelivery delivery, TimeProvider clock)
{
    public async ValueTask RunAsync(Person caller, CancellationToken cancellation)
    {
        var now = clock.Now();
        IReadOnlyList<PointerMoved> moves;
        using (var announcer = delivery.Begin())
        {
            moves = await receipts.ReadAllAsync(caller.Id, now, cancellation);
            announcer.AnnounceAll(moves);
        }
        if (moves.Count == 0)
            return;
        var total = await chats.UnreadAsync(caller.Id, now, cancellation);
        foreach (var move in moves)
            delivery.Tell(caller.Id, new UnreadChanged(move.ChatId, 0, total));
    }
}
