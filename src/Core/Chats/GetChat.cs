using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>One of the caller's chats.</summary>
public sealed class GetChat(IChats chats, TimeProvider clock)
{
    /// <returns>The chat as the caller sees it; <see cref="RefusalKind.NotFound"/> <c>chat</c> for who is not in it.</returns>
    public async ValueTask<Result<ChatView>> RunAsync(Person caller, ChatId chat, CancellationToken cancellation)
        => await chats.FindAsync(chat, caller.Id, clock.Now(), cancellation) is { My: not null } view ? view : ChatRights.NoSuchChat;
}
