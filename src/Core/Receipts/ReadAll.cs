using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Receipts;

/// <summary>The caller has read everything everywhere.</summary>
public sealed class ReadAll(IReceipts receipts, IChats chats, IDelivery delivery, TimeProvider clock)
{
    public async ValueTask RunAsync(Person caller, CancellationToken cancellation)
    {
        var now = clock.Now();
        AllRead read;
        using (var announcer = delivery.Begin())
        {
            read = await receipts.ReadAllAsync(caller.Id, now, cancellation);
            announcer.AnnounceAll(read.Moves);
        }
        var changed = read.Moves.Select(move => move.ChatId).Union(read.MarksTaken).ToList();
        if (changed.Count == 0)
            return;
        var total = await chats.UnreadAsync(caller.Id, now, cancellation);
        foreach (var chat in changed)
            delivery.Tell(caller.Id, new UnreadChanged(chat, 0, total));
    }
}
