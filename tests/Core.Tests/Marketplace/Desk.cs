using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests;

/// <summary>Chats and messages under their lock, as a rule gets them.</summary>
internal static class Desk
{
    public static Chat Chat(ChatKind kind = ChatKind.Group, ChatStatus status = ChatStatus.Active) => new()
    {
        Id = new ChatId(12), Kind = kind, Status = status, Title = "Cyclists", LastSeq = 40, Revision = 55, CreatedAt = LongAgo, ActiveAt = LongAgo,
    };

    public static Member Member(Person person, MemberRole role = MemberRole.Member) => new()
    {
        ChatId = new ChatId(12), PersonId = person.Id, Role = role, JoinedAt = LongAgo,
    };

    /// <summary>Olga owns it, Anna is an admin, Ivan a member.</summary>
    public static ChatDesk Group() => new(Chat(), [Member(Olga, MemberRole.Owner), Member(Anna, MemberRole.Admin), Member(Ivan)]);

    /// <summary>Olga buys from Ivan.</summary>
    public static ChatDesk Listing(ChatStatus status = ChatStatus.Active)
        => new(Chat(ChatKind.Listing, status), [Member(Olga, MemberRole.Buyer), Member(Ivan, MemberRole.Seller)]);

    public static ChatDesk Direct() => new(Chat(ChatKind.Direct), [Member(Olga), Member(Ivan)]);

    public static Message Message(Person? author, string content = "Is it still for sale?") => new()
    {
        Id = new MessageId(311), ChatId = new ChatId(12), Seq = 40, Revision = 55, AuthorId = author?.Id, Type = author is null ? MessageType.System : MessageType.Text,
        Content = content, SentAt = LongAgo,
    };

    /// <summary>The chat's last message, as one of its members takes it in hand.</summary>
    public static MessageDesk On(this Message message, ChatDesk chat, Person actor, int pins = 0) => new(chat.Chat, chat.MemberOf(actor.Id), message, pins);
}
