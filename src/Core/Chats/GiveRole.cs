using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Makes a member of a group an admin, a reader or a plain member, or hands the group over.</summary>
public sealed class GiveRole(IChats chats, IPeople people, IDelivery delivery, TimeProvider clock)
{
    /// <param name="role">Owner, by the owner alone, who becomes an admin by it; admin, member or reader by whoever leads.</param>
    /// <returns>
    /// The member afterwards; <see cref="RefusalKind.Invalid"/> <c>role</c>; <see cref="RefusalKind.NotFound"/> <c>chat</c> or <c>user</c>;
    /// <see cref="RefusalKind.Forbidden"/>; <see cref="RefusalKind.Conflict"/> <c>last_owner</c>.
    /// </returns>
    public async ValueTask<Result<Participant>> RunAsync(Person caller, ChatId chat, PersonId target, MemberRole role, CancellationToken cancellation)
    {
        if (role is not (MemberRole.Owner or MemberRole.Admin or MemberRole.Member or MemberRole.Reader))
            return Refusal.Invalid("role", "owner, admin, member or reader");
        if (!(await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller, target, role), clock.Now(), cancellation)).TryGet(out _, out var refusal))
            return refusal;
        return await chats.MemberAsync(chat, target, cancellation) is { } member && await people.FindAsync(target, cancellation) is { } person
            ? new Participant(person, member)
            : Refusal.NotFound("user");
    }

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, Person caller, PersonId target, MemberRole role)
    {
        if (!desk.Require(caller.Id, Permission.GiveRoles).TryGet(out var my, out var refusal))
            return refusal;
        if (desk.MemberOf(target) is not { } member)
            return Refusal.NotFound("user");
        if (member.Role == role)
            return ChatRights.Decide();
        if (member.Role == MemberRole.Owner)
            return target == caller.Id ? Refusal.Conflict("last_owner", "Hand the group over first") : Refusal.Forbidden("chat", "The owner's role is the owner's to give");
        if (role != MemberRole.Owner)
            return ChatRights.Decide(new ChatChange.RoleGiven(target, role, caller.Id));
        if (my.Role != MemberRole.Owner)
            return Refusal.Forbidden("chat", "Only the owner hands the group over");
        return ChatRights.Decide(
            new ChatChange.RoleGiven(target, MemberRole.Owner, caller.Id), new ChatChange.RoleGiven(caller.Id, MemberRole.Admin, caller.Id), SystemLines.OwnerChanged(caller, target));
    }
}
