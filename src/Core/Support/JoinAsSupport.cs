using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Support;

/// <summary>Somebody of support comes into a chat that wants support: from then on that person reads it, writes in it and hears it.</summary>
public sealed class JoinAsSupport(IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <param name="caller">A moderator of the server.</param>
    /// <param name="isVouchedFor">The wire takes the caller's word for being of support; see <see cref="ICallers.TakesTheirWord"/>.</param>
    /// <param name="words">Of the server's line, in the language of those who read it; null: in the server's.</param>
    /// <returns>
    /// Done, also for who is there already; <see cref="RefusalKind.NotFound"/> <c>chat</c>; <see cref="RefusalKind.Forbidden"/> for who is not of
    /// support, or is a side of the chat; <see cref="RefusalKind.Conflict"/> <c>support</c> when nobody asked, or somebody else has come.
    /// </returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, ChatId chat, bool isVouchedFor, string? words, CancellationToken cancellation)
    {
        if (!isVouchedFor && !caller.IsModerator)
            return Refusal.Forbidden("role", "Moderators only");
        return (await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller, words), clock.Now(), cancellation)).Then(_ => default(Done));
    }

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, Person caller, string? words)
    {
        var chat = desk.Chat;
        if (chat.Kind != ChatKind.Listing)
            return ChatRights.NoSuchChat;
        if (chat.SupportId == caller.Id)
            return ChatRights.Decide();
        if (chat.Support != SupportState.Wanted)
            return Refusal.Conflict("support", chat.Support == SupportState.None ? "Support has not been invited" : "Somebody of support is there already");
        var member = desk.MemberOf(caller.Id);
        if (member is { Role: MemberRole.Buyer or MemberRole.Seller })
            return Refusal.Forbidden("chat", "Neither side of a chat comes as its support");
        var changes = new List<ChatChange>();
        if (member is null)
            changes.Add(new ChatChange.Joined(caller.Id, MemberRole.Moderator));
        changes.Add(new ChatChange.Reshaped(chat with { Support = SupportState.Present, SupportId = caller.Id }));
        changes.Add(SystemLines.SupportJoined(caller, words));
        return changes;
    }
}
