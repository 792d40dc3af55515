using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>A chat as nobody in particular sees it: for wires that do not ask who looks, or that judge it by the chat itself.</summary>
public sealed class LookIntoChat(IChats chats, TimeProvider clock)
{
    /// <returns>The chat, without anybody's own settings and counts; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<ChatView>> RunAsync(ChatId chat, CancellationToken cancellation)
        => await chats.FindAsync(chat, Person.System, clock.Now(), cancellation) is { } view ? view : ChatRights.NoSuchChat;
}
