using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>The pinned messages of one of the caller's chats.</summary>
public sealed class ListPins(IMessages messages, IChats chats)
{
    /// <returns>Newest pin first; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<IReadOnlyList<Message>>> RunAsync(Person caller, ChatId chat, CancellationToken cancellation)
        => await chats.MemberAsync(chat, caller.Id, cancellation) is null
            ? ChatRights.NoSuchChat
            : Result<IReadOnlyList<Message>>.Of(await messages.PinsAsync(chat, caller.Id, cancellation));
}
