using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Text;

namespace Haggle.Core.Moderation;

/// <summary>Calls a moderator into a chat: from then on it is disputed, and the moderator reads it and hears it.</summary>
/// <remarks>Whoever is in the chat already stays what it is there; everybody else enters as <see cref="MemberRole.Moderator"/>.</remarks>
public sealed class AssignModerator(IAssignments assignments, IDelivery delivery, TimeProvider clock)
{
    /// <returns>
    /// Done, also when this moderator is at work there already; <see cref="RefusalKind.Forbidden"/> for who is no moderator of the server;
    /// <see cref="RefusalKind.NotFound"/> <c>chat</c>, also for a direct chat or a group; <see cref="RefusalKind.Invalid"/> <c>reason</c>.
    /// </returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, ChatId chat, Person moderator, string? reason, CancellationToken cancellation)
    {
        if (!caller.IsModerator)
            return Refusal.Forbidden("role", "Moderators only");
        if (ModerationText.Check(reason, "reason") is { } wrong)
            return wrong;
        using var announcer = delivery.Begin();
        var result = await assignments.ChangeAsync(chat, (desk, known) => Rule(desk, known, caller.Id, moderator.Id, reason), clock.Now(), cancellation);
        if (!result.TryGet(out var changed, out var refusal))
            return refusal;
        announcer.AnnounceAll(changed.Events.Select(happened => happened is ModeratorCalled called ? called with { People = [moderator, caller] } : happened));
        return default(Done);
    }

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, IReadOnlyList<Assignment> known, PersonId caller, PersonId moderator, string? reason)
    {
        if (!desk.Chat.IsDeal) // what people say among themselves is nobody else's to read
            return ChatRights.NoSuchChat;
        if (known.Any(one => one.IsActive && one.ModeratorId == moderator))
            return ChatRights.Decide();
        var changes = new List<ChatChange>();
        if (desk.Chat.Status != ChatStatus.Disputed)
            changes.Add(new ChatChange.Reshaped(desk.Chat with { Status = ChatStatus.Disputed }));
        if (desk.MemberOf(moderator) is null)
            changes.Add(new ChatChange.Joined(moderator, MemberRole.Moderator, caller));
        changes.Add(new ChatChange.ModeratorAssigned(moderator, caller, reason));
        return changes;
    }
}

internal static class ModerationText
{
    public static Refusal? Check(string? text, string field)
        => text is null || (CodePoints.Count(text) <= Assignment.ReasonCharacters && WellFormed.IsWellFormed(text))
            ? null
            : Refusal.Invalid(field, $"At most {Assignment.ReasonCharacters} characters, none of them broken");
}
