using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Takes somebody out of a group, or oneself. At once there is no more reading, posting and hearing.</summary>
public sealed class RemoveMember(IChats chats, IPeople people, IDelivery delivery, TimeProvider clock)
{
    /// <returns>
    /// Done, also when that person was not in it; <see cref="RefusalKind.NotFound"/> <c>chat</c> or <c>user</c>; <see cref="RefusalKind.Forbidden"/>;
    /// <see cref="RefusalKind.Conflict"/> <c>last_owner</c> when the owner would leave others behind.
    /// </returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, ChatId chat, PersonId targetId, CancellationToken cancellation)
    {
        var target = targetId == caller.Id ? caller : await people.FindAsync(targetId, cancellation);
        if (!(await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller, target), clock.Now(), cancellation)).TryGet(out _, out var refusal))
            return refusal;
        return default(Done);
    }

    /// <param name="target">Null when there is no such person, which only members learn.</param>
    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, Person caller, Person? target)
    {
        if (!desk.RequireMember(caller.Id).TryGet(out var my, out var refusal))
            return refusal;
        if (target?.Id == caller.Id)
            return Leave(desk, caller, my);
        if (!Permissions.Allows(desk.Chat, my, Permission.Remove))
            return Refusal.Forbidden("chat");
        if (target is null)
            return Refusal.NotFound("user");
        if (desk.MemberOf(target.Id) is not { } member)
            return ChatRights.Decide();
        if (Permissions.Leads(member) && my.Role != MemberRole.Owner)
            return Refusal.Forbidden("chat", "Only the owner removes an admin");
        return ChatRights.Decide(new ChatChange.Left(target.Id, caller.Id), SystemLines.MemberRemoved(caller, target));
    }

    private static Result<IReadOnlyList<ChatChange>> Leave(ChatDesk desk, Person caller, Member my)
    {
        // Chats of two stay two: each may clear the own history. Who came in later may go again.
        if (!desk.Chat.IsGroup && my.Role is not (MemberRole.Moderator or MemberRole.Observer))
            return Refusal.Forbidden("chat", "Only groups can be left");
        if (my.Role != MemberRole.Owner)
            return ChatRights.Decide(new ChatChange.Left(caller.Id, caller.Id), SystemLines.MemberLeft(caller));
        return desk.Members.Count == 1 ? ChatRights.Decide(new ChatChange.Deleted()) : Refusal.Conflict("last_owner", "Hand the group over first");
    }
}
