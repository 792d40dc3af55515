using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Brings people into a group.</summary>
public sealed class AddMembers(IChats chats, IPeople people, IBlocks blocks, IDelivery delivery, ChatLimits limits, TimeProvider clock)
{
    /// <param name="ids">Those who are in it already are passed over.</param>
    /// <returns>
    /// Who is new; <see cref="RefusalKind.NotFound"/> <c>chat</c> or <c>user</c>; <see cref="RefusalKind.Forbidden"/>, also <c>blocked</c>;
    /// <see cref="RefusalKind.Invalid"/> <c>user_ids</c>; <see cref="RefusalKind.Conflict"/> <c>already_member</c> when nobody is new, <c>chat_full</c>.
    /// </returns>
    public async ValueTask<Result<IReadOnlyList<Participant>>> RunAsync(Person caller, ChatId chat, IReadOnlyCollection<PersonId> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return Refusal.Invalid("user_ids", "At least one");
        // Before anything is said about the people named: a stranger could otherwise ask here who exists and who blocked whom.
        if (await chats.FindAsync(chat, caller.Id, clock.Now(), cancellation) is not { My: { } my } view)
            return ChatRights.NoSuchChat;
        if (!Permissions.Allows(view.Chat, my, Permission.Invite))
            return Refusal.Forbidden("chat");
        if (ids.Count > limits.GroupMembers)
            return Refusal.Invalid("user_ids", $"A group has at most {limits.GroupMembers} members");
        var wanted = ids.ToHashSet();
        if (!(await people.RequireReachableAsync(blocks, caller, wanted, cancellation)).TryGet(out var entrants, out var refusal))
            return refusal;
        if (!(await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller, entrants, limits), clock.Now(), cancellation)).TryGet(out var changed, out refusal))
            return refusal;
        return Result<IReadOnlyList<Participant>>.Of([.. changed.Events.OfType<MemberJoined>().Select(joined => joined.Entrant)]);
    }

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, Person caller, IReadOnlyList<Person> entrants, ChatLimits limits)
    {
        if (!desk.Require(caller.Id, Permission.Invite).TryGet(out _, out var refusal))
            return refusal;
        var news = entrants.Where(person => desk.MemberOf(person.Id) is null).ToArray();
        if (news.Length == 0)
            return Refusal.Conflict("already_member");
        if (desk.Members.Count + news.Length > limits.GroupMembers)
            return Refusal.Conflict("chat_full", $"A group has at most {limits.GroupMembers} members");
        // The line comes last, so that the new members see it too.
        return ChatRights.Decide([.. news.Select(person => new ChatChange.Joined(person.Id, MemberRole.Member, caller.Id)), SystemLines.MembersAdded(caller, news)]);
    }
}
