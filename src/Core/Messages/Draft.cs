using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>Said, not yet stored.</summary>
public sealed record Draft(ChatId ChatId, string Content)
{
    public MessageType Type { get; init; } = MessageType.Text;

    /// <summary>A JSON object as text, or null.</summary>
    public string? Payload { get; init; }

    /// <summary>1 to 64 characters of the client's own; a repeat by the same author in the same chat is the same message.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>The client id is the message's name: no other message anywhere may have it, of whomever and in whichever chat.</summary>
    public bool IsNamed { get; init; }

    public MessageId? ReplyTo { get; init; }

    public Forwarding? ForwardedFrom { get; init; }

    /// <summary>At most 50; those who are no members are kept and mean nothing.</summary>
    public IReadOnlyList<PersonId> Mentions { get; init; } = [];

    /// <summary>What the wire promised of the longest content; the server's own limit holds too.</summary>
    public int? MostCodePoints { get; init; }

    /// <summary>Somebody else answers for the author: see <see cref="Limits.IRateLimits.TakeMessage"/>.</summary>
    public bool IsVouchedFor { get; init; }
}

/// <summary>A draft with its author and time, ready for the log.</summary>
/// <param name="Author">Null when the server itself says it: then no membership is asked for.</param>
public sealed record Posting(PersonId? Author, Draft Draft, DateTimeOffset SentAt);

/// <summary>The stored message, and whether it was stored just now or is the one of an earlier try.</summary>
public readonly record struct Appended(Message Message, bool IsNew);
