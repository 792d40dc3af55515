using Haggle.Core.People;
using Haggle.Core.Receipts;

namespace Haggle.Core.Chats;

/// <summary>What waits for the caller in all chats together.</summary>
public sealed class CountUnread(IChats chats, TimeProvider clock)
{
    public ValueTask<UnreadTotals> RunAsync(Person caller, CancellationToken cancellation) => chats.UnreadAsync(caller.Id, clock.Now(), cancellation);
}
