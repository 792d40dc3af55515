using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Lets somebody into a listing chat who is neither side of it: for wires that take everybody's word. Source: contracts/lais.md.</summary>
/// <remarks>Whether a word is taken is the caller's to know; see <see cref="ICallers.TakesTheirWord"/>.</remarks>
public sealed class ObserveChat(IChats chats, IDelivery delivery, ChatLimits limits, TimeProvider clock)
{
    /// <returns>
    /// The chat as this person sees it, who may have been in it before; <see cref="RefusalKind.NotFound"/> <c>chat</c>;
    /// <see cref="RefusalKind.Conflict"/> <c>chat_full</c>.
    /// </returns>
    public async ValueTask<Result<ChatView>> RunAsync(Person caller, ChatId chat, CancellationToken cancellation)
    {
        var now = clock.Now();
        if (await chats.FindAsync(chat, caller.Id, now, cancellation) is { My: not null } known)
            return known;
        if (!(await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller.Id, limits), now, cancellation)).TryGet(out _, out var refusal))
            return refusal;
        return await chats.FindAsync(chat, caller.Id, now, cancellation) is { My: not null } view ? view : ChatRights.NoSuchChat;
    }

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, PersonId caller, ChatLimits limits)
        => desk.Chat.Kind != ChatKind.Listing ? ChatRights.NoSuchChat
            : desk.MemberOf(caller) is not null ? ChatRights.Decide()
            : desk.Members.Count >= limits.Observers ? Refusal.Conflict("chat_full", $"At most {limits.Observers} people are in a chat")
            : ChatRights.Decide(new ChatChange.Joined(caller, MemberRole.Observer));
}
