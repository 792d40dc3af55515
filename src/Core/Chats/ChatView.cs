using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>A chat as one person sees it.</summary>
public sealed record ChatView
{
    /// <summary>Participants are listed up to here; the rest is a page of its own.</summary>
    public const int ParticipantsShown = 50;

    public required Chat Chat { get; init; }

    /// <summary>The viewer's membership; null when a moderator of the server looks in.</summary>
    public required Member? My { get; init; }

    public Listing? Listing { get; init; }

    public required IReadOnlyList<Participant> Participants { get; init; }

    public required int ParticipantCount { get; init; }

    /// <summary>The last message that the viewer may see.</summary>
    public Message? LastMessage { get; init; }

    /// <summary>Messages after my pointer that are not mine, not deleted, not system; counted up to <see cref="Receipts.UnreadTotals.Cap"/>.</summary>
    public int UnreadCount { get; init; }

    public int MentionCount { get; init; }

    /// <summary>Newest pin first, at most 50.</summary>
    public IReadOnlyList<MessageId> PinnedMessageIds { get; init; } = [];
}

/// <summary>Which chats of mine. Absent fields do not filter.</summary>
public sealed record ChatFilter
{
    public ChatKind? Kind { get; init; }

    public ChatStatus? Status { get; init; }

    public bool Archived { get; init; }

    public bool? Unread { get; init; }

    public string? ListingId { get; init; }

    public string? Label { get; init; }

    /// <summary>Part of the title or of a participant's name, without regard to case.</summary>
    public string? Text { get; init; }

    public MemberRole? Role { get; init; }
}
