using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Everybody in one of the caller's chats, in order of joining.</summary>
public sealed class ListMembers(IChats chats, TimeProvider clock)
{
    /// <returns>The page, and what the chat is, on which it depends whose e-mail shows; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<ChatMembers>> RunAsync(Person caller, ChatId chat, PageRequest page, CancellationToken cancellation)
        => await chats.FindAsync(chat, caller.Id, clock.Now(), cancellation) is { My: not null } view
            ? new ChatMembers(view.Chat.Kind, await chats.MembersAsync(chat, page, cancellation))
            : ChatRights.NoSuchChat;
}

public sealed record ChatMembers(ChatKind Kind, Page<Participant> Page);
