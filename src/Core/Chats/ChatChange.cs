using Haggle.Core.Outbox;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>A durable change of a chat that is not a message of a member. Each raises the revision by one. Closed.</summary>
public abstract record ChatChange
{
    private ChatChange()
    {
    }

    /// <summary>Title, description, status or one of the group's settings: the chat as it shall be; ids, counters and times are not taken from it.</summary>
    public sealed record Reshaped(Chat Chat) : ChatChange;

    /// <summary>Somebody enters, or comes back. What was said before counts as read.</summary>
    /// <param name="By">Who added the person; null when nobody else did.</param>
    public sealed record Joined(PersonId PersonId, MemberRole Role, PersonId? By = null) : ChatChange;

    public sealed record RoleGiven(PersonId PersonId, MemberRole Role, PersonId? By = null) : ChatChange;

    /// <param name="By">Who took the person out; the person itself when it went.</param>
    public sealed record Left(PersonId PersonId, PersonId? By = null) : ChatChange;

    /// <summary>A line that the server itself says; it takes a seq like every message.</summary>
    /// <param name="Text">In the server's language, for old clients.</param>
    /// <param name="Fact">The same in data.</param>
    public sealed record SystemSaid(string Text, SystemFact Fact) : ChatChange
    {
        /// <summary>1 to 64 characters: a line with this key is said once in its chat, and a repeat changes nothing and tells nobody. Null: said each time.</summary>
        public string? Key { get; init; }

        /// <summary>What another system is told of it, stored in the same transaction.</summary>
        public OutgoingEvent? Tells { get; init; }
    }

    /// <summary>The listing talked about changed.</summary>
    public sealed record ListingChanged : ChatChange;

    /// <summary>A moderator is called in to settle a dispute.</summary>
    public sealed record ModeratorAssigned(PersonId ModeratorId, PersonId By, string? Reason) : ChatChange;

    /// <summary>The moderator of this assignment has decided.</summary>
    public sealed record DisputeResolved(long AssignmentId, PersonId By, string Notes) : ChatChange;

    /// <summary>The chat ends for everybody: nobody is a member any more.</summary>
    public sealed record Deleted : ChatChange;
}

/// <summary>A chat under its lock, with all who are in it: what a rule decides on.</summary>
public sealed record ChatDesk(Chat Chat, IReadOnlyList<Member> Members)
{
    public Member? MemberOf(PersonId person) => Members.FirstOrDefault(member => member.PersonId == person);
}

/// <summary>Decides on a locked chat: the changes to be stored, in this order, or a refusal that changes nothing. Pure: it may run again.</summary>
public delegate Result<IReadOnlyList<ChatChange>> ChatRule(ChatDesk desk);

/// <summary>What was stored, ready to be announced.</summary>
/// <param name="Chat">The chat afterwards.</param>
/// <param name="Events">One for each change, in order of revision.</param>
public sealed record ChatChanged(Chat Chat, IReadOnlyList<ChatEvent> Events);
