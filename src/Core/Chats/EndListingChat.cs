using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Ends a listing chat for both sides: for wires on which either may. What was said is kept and nobody sees it. Source: contracts/lais.md.</summary>
public sealed class EndListingChat(IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <param name="caller">Null where the wire does not ask who it is.</param>
    /// <returns><see cref="RefusalKind.NotFound"/> <c>chat</c>; <see cref="RefusalKind.Forbidden"/> for who is neither buyer nor seller.</returns>
    public async ValueTask<Result<Done>> RunAsync(PersonId? caller, ChatId chat, CancellationToken cancellation)
    {
        if (!(await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller), clock.Now(), cancellation)).TryGet(out _, out var refusal))
            return refusal;
        return default(Done);
    }

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, PersonId? caller)
        => desk.Chat.Kind != ChatKind.Listing ? ChatRights.NoSuchChat
            : caller is { } person && desk.MemberOf(person) is not { Role: MemberRole.Buyer or MemberRole.Seller } ? Refusal.Forbidden("chat")
            : ChatRights.Decide(new ChatChange.Deleted());
}
