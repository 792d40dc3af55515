using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Something durable that happened in a chat. The members hear of it in order of <see cref="Revision"/>, without gaps.</summary>
public abstract record ChatEvent(ChatId ChatId, long Revision);

/// <summary>The chat is new: all <paramref name="Participants"/> enter it at once.</summary>
public sealed record ChatOpened(Chat Chat, Listing? Listing, IReadOnlyList<Participant> Participants) : ChatEvent(Chat.Id, Chat.Revision);

/// <summary>Title, description, status or settings changed.</summary>
public sealed record ChatReshaped(Chat Chat) : ChatEvent(Chat.Id, Chat.Revision);

/// <summary>Nobody is in the chat any more; <paramref name="Members"/> were.</summary>
public sealed record ChatDeleted(ChatId ChatId, long Revision, IReadOnlyList<PersonId> Members) : ChatEvent(ChatId, Revision);

/// <summary>Somebody entered. For the others a new participant, for the one who enters a new chat.</summary>
/// <param name="Chat">The chat at this revision.</param>
/// <param name="Entrant">Who entered.</param>
/// <param name="Participants">All who are in it now, the entrant included.</param>
/// <param name="By">Who added the entrant; null when nobody else did.</param>
public sealed record MemberJoined(Chat Chat, Listing? Listing, Participant Entrant, IReadOnlyList<Participant> Participants, PersonId? By) : ChatEvent(Chat.Id, Chat.Revision);

public sealed record MemberRoleGiven(ChatId ChatId, long Revision, Participant Participant, PersonId? By) : ChatEvent(ChatId, Revision);

/// <summary>Somebody is out, by the own wish when <paramref name="By"/> is that person. The last event of the chat that the person hears.</summary>
public sealed record MemberLeft(ChatId ChatId, long Revision, PersonId PersonId, PersonId? By) : ChatEvent(ChatId, Revision);

/// <summary>What the chat talks about has a new price, state or look.</summary>
public sealed record ListingUpdated(ChatId ChatId, long Revision, Listing Listing) : ChatEvent(ChatId, Revision);

/// <summary>A moderator was called in.</summary>
public sealed record ModeratorCalled(Assignment Assignment, long Revision) : ChatEvent(Assignment.ChatId, Revision)
{
    /// <summary>The moderator and who called, for wires that know people by another number than ours; neither has to be in the chat.</summary>
    public IReadOnlyList<Person> People { get; init; } = [];
}

/// <summary>A moderator has decided; <see cref="Assignment.Notes"/> say what.</summary>
public sealed record DisputeSettled(Assignment Assignment, long Revision) : ChatEvent(Assignment.ChatId, Revision);

public sealed record MessageSent(Message Message) : ChatEvent(Message.ChatId, Message.Revision);

/// <summary>Edited, or its payload changed.</summary>
public sealed record MessageUpdated(Message Message) : ChatEvent(Message.ChatId, Message.Revision);

public sealed record MessageDeleted(Message Message) : ChatEvent(Message.ChatId, Message.Revision);

/// <param name="Count">How many have this emoji on the message now.</param>
public sealed record ReactionAdded(Message Message, PersonId PersonId, string Emoji, int Count) : ChatEvent(Message.ChatId, Message.Revision);

public sealed record ReactionRemoved(Message Message, PersonId PersonId, string Emoji, int Count) : ChatEvent(Message.ChatId, Message.Revision);

public sealed record MessagePinned(Message Message, PersonId PersonId) : ChatEvent(Message.ChatId, Message.Revision);

public sealed record MessageUnpinned(Message Message, PersonId PersonId) : ChatEvent(Message.ChatId, Message.Revision);

/// <summary>A member has got or read everything up to here.</summary>
/// <param name="ReadIsPrivate">The member sends no read receipts: others learn of the delivery only.</param>
public sealed record PointerMoved(ChatId ChatId, long Revision, PersonId PersonId, long LastDeliveredSeq, long LastReadSeq, bool ReadIsPrivate) : ChatEvent(ChatId, Revision)
{
    /// <summary>So many messages at most are named as just read.</summary>
    public const int MostJustRead = 1_000;

    /// <summary>
    /// What others said that the pointer has just passed, in order of seq: for wires that have a receipt for each message. Of a longer way the
    /// last <see cref="MostJustRead"/> places; empty when only the delivered pointer moved.
    /// </summary>
    public IReadOnlyList<ReadMessage> JustRead { get; init; } = [];
}

/// <summary>A message that somebody has read.</summary>
public readonly record struct ReadMessage(MessageId Id, long Seq, PersonId AuthorId);
