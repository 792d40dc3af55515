using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

public enum MessageType { Text, Image, Video, File, Voice, Location, Offer, Listing, System, Deal, Call }

/// <summary>What was said, once, under one number.</summary>
public sealed record Message
{
    public required MessageId Id { get; init; }

    public required ChatId ChatId { get; init; }

    /// <summary>The place in the chat: 1, 2, 3 … without holes; a deleted message keeps its own.</summary>
    public required long Seq { get; init; }

    /// <summary>The chat's revision of the last change of this message.</summary>
    public required long Revision { get; init; }

    /// <summary>Null when the server itself says it.</summary>
    public required PersonId? AuthorId { get; init; }

    public required MessageType Type { get; init; }

    /// <summary>Verbatim, as it was sent; empty when deleted.</summary>
    public required string Content { get; init; }

    /// <summary>A JSON object as text, up to 8 KiB, kept as it came; null when there is none or the message is deleted.</summary>
    public string? Payload { get; init; }

    /// <summary>The author's own key against duplicates; nobody else is told.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>That key is the message's name, which no other message has and everybody may be told: see <see cref="Draft.IsNamed"/>.</summary>
    public bool IsNamed { get; init; }

    public Quote? ReplyTo { get; init; }

    public Forwarding? ForwardedFrom { get; init; }

    public IReadOnlyList<PersonId> Mentions { get; init; } = [];

    /// <summary>In order of each emoji's first use.</summary>
    public IReadOnlyList<ReactionCount> Reactions { get; init; } = [];

    /// <summary>Grows with <see cref="Seq"/>, at least by a microsecond, whatever the clocks of those who speak at once say.</summary>
    public required DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public PersonId? DeletedBy { get; init; }

    public DateTimeOffset? PinnedAt { get; init; }

    public bool IsDeleted => DeletedAt is not null;
}

/// <summary>The message replied to, as it is now: its first 200 code points, empty when it was deleted.</summary>
public sealed record Quote(MessageId Id, long Seq, PersonId? AuthorId, MessageType Type, string Content)
{
    public const int ContentShown = 200;
}

/// <summary>Where a forwarded message came from; ids are null when the reader may not know them.</summary>
public sealed record Forwarding(ChatId? ChatId, PersonId? AuthorId, DateTimeOffset SentAt);

/// <summary>One emoji on a message, and who put it there.</summary>
public sealed record ReactionCount(string Emoji, IReadOnlyList<PersonId> People);
