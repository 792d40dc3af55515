using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>What the rules of a stored message begin with.</summary>
internal static class MessageRights
{
    public static readonly Refusal NoSuchMessage = Refusal.NotFound("message");

    /// <returns>The actor's membership; <see cref="RefusalKind.NotFound"/> <c>message</c> for who is no member or may not see it.</returns>
    public static Result<Member> RequireSight(this MessageDesk desk)
        => desk.My is { } my && desk.Message.Seq > my.HiddenSeq ? my : NoSuchMessage;

    /// <summary>Why this member may not say anything new in the chat now; null when the member may.</summary>
    public static Refusal? MayNotSpeak(Chat chat, Member my, Permission permission)
        => !chat.TakesMessages ? Refusal.Conflict("chat_closed")
            : !Permissions.Allows(chat, my, permission) ? Refusal.Forbidden("read_only")
            : null;

    public static Result<MessageChange> Decide(MessageChange change) => change;
}
