using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>The two answers that every rule of a chat begins with: who is not in it does not learn that it exists, who may not is told so.</summary>
public static class ChatRights
{
    public static readonly Refusal NoSuchChat = Refusal.NotFound("chat");

    /// <returns>The membership; <see cref="RefusalKind.NotFound"/> <c>chat</c> for everybody else.</returns>
    public static Result<Member> RequireMember(this ChatDesk desk, PersonId person)
        => desk.MemberOf(person) is { } member ? member : NoSuchChat;

    /// <returns>The membership, if the table of <see cref="Permissions"/> allows it; otherwise <see cref="RefusalKind.Forbidden"/> <c>chat</c>.</returns>
    public static Result<Member> Require(this ChatDesk desk, PersonId person, Permission permission)
    {
        if (!desk.RequireMember(person).TryGet(out var member, out var refusal))
            return refusal;
        return Permissions.Allows(desk.Chat, member, permission) ? member : Refusal.Forbidden("chat");
    }

    /// <summary>What a rule decides when it has nothing against it.</summary>
    public static Result<IReadOnlyList<ChatChange>> Decide(params ChatChange[] changes) => Result<IReadOnlyList<ChatChange>>.Of(changes);
}
