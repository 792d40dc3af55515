using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>The caller's chats: pinned ones first, then by newest activity.</summary>
public sealed class ListChats(IChats chats, TimeProvider clock)
{
    public ValueTask<Page<ChatView>> RunAsync(Person caller, ChatFilter filter, PageRequest page, CancellationToken cancellation)
        => chats.ListAsync(caller.Id, filter, page, clock.Now(), cancellation);
}
