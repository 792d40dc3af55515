using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>How many chats a list of the caller's has.</summary>
public sealed class CountChats(IChats chats, TimeProvider clock)
{
    public ValueTask<long> RunAsync(Person caller, ChatFilter filter, CancellationToken cancellation) => chats.CountAsync(caller.Id, filter, clock.Now(), cancellation);
}
