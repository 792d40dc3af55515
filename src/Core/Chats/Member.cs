using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>What a person is in a chat. Reader may only read; observer reads and writes, and is neither side.</summary>
public enum MemberRole { Owner, Admin, Moderator, Seller, Buyer, Member, Reader, Observer }

/// <summary>What a member wants to be notified of.</summary>
public enum Notify { All, Mentions, None }

/// <summary>A person in a chat, with the read state and the settings that are this member's own.</summary>
public sealed record Member
{
    public required ChatId ChatId { get; init; }

    public required PersonId PersonId { get; init; }

    public required MemberRole Role { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>Messages up to and including this seq are not this member's to see: said before joining where the chat hides that, or cleared.</summary>
    public long HiddenSeq { get; init; }

    public long LastReadSeq { get; init; }

    public DateTimeOffset? LastReadAt { get; init; }

    public long LastDeliveredSeq { get; init; }

    public DateTimeOffset? LastDeliveredAt { get; init; }

    public MemberSettings Settings { get; init; } = MemberSettings.Default;
}

/// <summary>A member's own view of a chat. Nobody else sees it, and it has no revision.</summary>
public sealed record MemberSettings
{
    public static readonly MemberSettings Default = new();

    public DateTimeOffset? MutedUntil { get; init; }

    public Notify Notify { get; init; }

    /// <summary>The chat's last seq when it was archived; a later message brings the chat back, unless it is muted. Null: not archived.</summary>
    public long? ArchivedSeq { get; init; }

    public bool Pinned { get; init; }

    /// <summary>When the history was cleared for this member; the chat is out of the list until the next message.</summary>
    public DateTimeOffset? HiddenAt { get; init; }

    /// <summary>At most 20, each 1 to 32 characters.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Private, up to 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>Marked as unread by hand; reading takes it away.</summary>
    public bool MarkedUnread { get; init; }

    public bool IsMuted(DateTimeOffset now) => MutedUntil > now;

    /// <summary>Whether the chat is in the archive now: computed, so that a new message needs no write to bring it back.</summary>
    public bool IsArchived(long lastSeq, DateTimeOffset now) => ArchivedSeq is { } at && (lastSeq <= at || IsMuted(now));
}

/// <summary>A member and who that is.</summary>
public sealed record Participant(Person Person, Member Member);
