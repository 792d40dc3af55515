using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Moderation;

/// <summary>The moderator decides: the chat is resolved, and the moderator leaves it.</summary>
public sealed class ResolveDispute(IAssignments assignments, IDelivery delivery, TimeProvider clock)
{
    /// <returns>
    /// Done; <see cref="RefusalKind.Forbidden"/> for who is no moderator of the server; <see cref="RefusalKind.NotFound"/> <c>chat</c> for a moderator who is not
    /// at work there; <see cref="RefusalKind.Invalid"/> <c>resolution_notes</c>.
    /// </returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, ChatId chat, string notes, CancellationToken cancellation)
    {
        if (!caller.IsModerator)
            return Refusal.Forbidden("role", "Moderators only");
        if (ModerationText.Check(notes, "resolution_notes") is { } wrong)
            return wrong;
        using var announcer = delivery.Begin();
        var result = await assignments.ChangeAsync(chat, (desk, known) => Rule(desk, known, caller.Id, notes), clock.Now(), cancellation);
        if (!result.TryGet(out var changed, out var refusal))
            return refusal;
        announcer.AnnounceAll(changed.Events);
        return default(Done);
    }

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, IReadOnlyList<Assignment> known, PersonId caller, string notes)
    {
        if (known.FirstOrDefault(one => one.IsActive && one.ModeratorId == caller) is not { } mine)
            return ChatRights.NoSuchChat;
        var changes = new List<ChatChange> { new ChatChange.DisputeResolved(mine.Id, caller, notes) };
        if (desk.Chat.Status != ChatStatus.Resolved)
            changes.Add(new ChatChange.Reshaped(desk.Chat with { Status = ChatStatus.Resolved }));
        if (desk.MemberOf(caller) is { Role: MemberRole.Moderator })
            changes.Add(new ChatChange.Left(caller, caller));
        return changes;
    }
}
