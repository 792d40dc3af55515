using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Support;

/// <summary>Whoever came as support goes again; both sides may ask for support anew.</summary>
public sealed class LeaveAsSupport(IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <param name="words">Of the server's line, in the language of those who read it; null: in the server's.</param>
    /// <returns>
    /// Done; <see cref="RefusalKind.NotFound"/> <c>chat</c>; <see cref="RefusalKind.Forbidden"/> for everybody but the one of support who is there.
    /// </returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, ChatId chat, string? words, CancellationToken cancellation)
        => (await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller, words), clock.Now(), cancellation)).Then(_ => default(Done));

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, Person caller, string? words)
    {
        if (desk.Chat.Kind != ChatKind.Listing)
            return ChatRights.NoSuchChat;
        if (desk.Chat.SupportId != caller.Id)
            return Refusal.Forbidden("chat", "Only who came as support may leave as support");
        var changes = new List<ChatChange>
        {
            new ChatChange.Reshaped(desk.Chat with { Support = SupportState.None, SupportId = null }),
            SystemLines.SupportLeft(caller, words),
        };
        if (desk.MemberOf(caller.Id) is { Role: MemberRole.Moderator })
            changes.Add(new ChatChange.Left(caller.Id, caller.Id));
        return changes;
    }
}
