using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Support;

/// <summary>A buyer or a seller wants somebody of support in their chat; it says so to both, and stands on support's list until somebody comes.</summary>
public sealed class InviteSupport(IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <param name="words">Of the server's line, in the language of those who read it; null: in the server's.</param>
    /// <returns>
    /// Done; <see cref="RefusalKind.NotFound"/> <c>chat</c>; <see cref="RefusalKind.Forbidden"/> for who is neither buyer nor seller;
    /// <see cref="RefusalKind.Conflict"/> <c>support</c> when support was asked already.
    /// </returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, ChatId chat, string? words, CancellationToken cancellation)
        => (await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller, words), clock.Now(), cancellation)).Then(_ => default(Done));

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, Person caller, string? words)
        => desk.Chat.Kind != ChatKind.Listing ? ChatRights.NoSuchChat
            : desk.MemberOf(caller.Id) is not { Role: MemberRole.Buyer or MemberRole.Seller } ? Refusal.Forbidden("chat")
            : IsAskedOrThere(desk) ? Refusal.Conflict("support", "Support has been invited already")
            : ChatRights.Decide(
                new ChatChange.Reshaped(desk.Chat with { Support = SupportState.Wanted, SupportId = null }), SystemLines.SupportInvited(caller, words));

    /// <summary>Who came and is no member any more, because the account is gone, keeps nobody from asking again.</summary>
    private static bool IsAskedOrThere(ChatDesk desk)
        => desk.Chat.Support == SupportState.Wanted || (desk.Chat.SupportId is { } present && desk.MemberOf(present) is not null);
}
