using Haggle.Core.People;

namespace Haggle.Core.Chats;

public enum ChatKind { Direct, Group, Listing, Completion, Support, Dispute }

/// <summary>Active takes messages; archived is closed; disputed takes messages but no edits; resolved is closed by a verdict.</summary>
public enum ChatStatus { Active, Archived, Disputed, Resolved }

/// <summary>Whether somebody of support is in the chat: nobody asked, somebody is wanted, somebody is there.</summary>
public enum SupportState { None, Wanted, Present }

/// <summary>Who may post in a group.</summary>
public enum SendBy { All, Admins }

/// <summary>A conversation. Its members and messages are kept apart; this is the row that every durable change of it locks.</summary>
public sealed record Chat
{
    public required ChatId Id { get; init; }

    public required ChatKind Kind { get; init; }

    public required ChatStatus Status { get; init; }

    /// <summary>Up to 128 characters; of a direct chat the creator's name, " &amp; ", the other's name, as they were at that time.</summary>
    public required string Title { get; init; }

    public string? Description { get; init; }

    public string? AvatarUrl { get; init; }

    /// <summary>The marketplace's id of the listing talked about, or null.</summary>
    public string? ListingId { get; init; }

    /// <summary>The marketplace's number of the transaction talked about, or null.</summary>
    public long? TransactionId { get; init; }

    /// <summary>What a wire keeps of the chat for itself: a JSON object as text, or null. Nobody else reads it.</summary>
    public string? Metadata { get; init; }

    /// <summary>Makes get-or-create race-free, such as <c>direct:3:7</c>; null where chats are never deduplicated.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>The number of messages ever said, and the seq of the last: 1, 2, 3 … without holes.</summary>
    public required long LastSeq { get; init; }

    /// <summary>Grows by one with every durable change; its event carries the new value.</summary>
    public required long Revision { get; init; }

    /// <summary>The pause between two messages of one member, in seconds; 0 to 3600, 0 is none.</summary>
    public int SlowModeSeconds { get; init; }

    public SendBy SendBy { get; init; }

    /// <summary>Whether somebody who joins sees what was said before.</summary>
    public bool HistoryForNewMembers { get; init; } = true;

    public SupportState Support { get; init; }

    /// <summary>Who of support is there; null unless somebody is.</summary>
    public PersonId? SupportId { get; init; }

    /// <summary>1, 2, 3 … among the chats of one seller whose buyers have no name; null for all other chats. See <see cref="NewChat.NumberedFor"/>.</summary>
    public int? BuyerNumber { get; init; }

    public PersonId? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Time of the last message, or of the creation.</summary>
    public required DateTimeOffset ActiveAt { get; init; }

    public bool IsGroup => Kind == ChatKind.Group;

    /// <summary>Whether it is about a deal of the marketplace, and so its business; the others are its people's own.</summary>
    public bool IsDeal => Kind is ChatKind.Listing or ChatKind.Completion or ChatKind.Support or ChatKind.Dispute;

    public bool TakesMessages => Status is ChatStatus.Active or ChatStatus.Disputed;
}
