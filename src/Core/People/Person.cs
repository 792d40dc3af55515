namespace Haggle.Core.People;

public enum PersonKind { Account, Guest, System }

/// <summary>What a person may do on the whole server, beyond the own chats. Ordered: a later one may all that an earlier one may.</summary>
public enum PersonRole { User, Moderator, Admin }

/// <summary>Who may see whether a person is here: everyone, people who share a chat, or nobody.</summary>
public enum PresenceVisibility { Everyone, Contacts, Nobody }

/// <summary>Whoever can take part: an account, a guest, or the system itself.</summary>
/// <remarks>Unique on (<see cref="Kind"/>, <see cref="ExternalId"/>): a guest who calls itself "2" is not account 2.</remarks>
public sealed record Person
{
    /// <summary>The author of what the server itself says.</summary>
    public static readonly PersonId System = new(1);

    public required PersonId Id { get; init; }

    public required PersonKind Kind { get; init; }

    /// <summary>The id that the marketplace uses; for a local account its own id as text.</summary>
    public required string ExternalId { get; init; }

    /// <summary>1 to 64 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The unique public handle: 3 to 32 of <c>a-z 0-9 _</c>.</summary>
    public required string Tag { get; init; }

    public string? AvatarUrl { get; init; }

    public required PersonRole Role { get; init; }

    /// <summary>Private: see <see cref="EmailVisibility"/> before showing it to anyone else.</summary>
    public string? Email { get; init; }

    public bool EmailVerified { get; init; }

    public string? Bio { get; init; }

    /// <summary>A language tag such as <c>ru</c> or <c>en-GB</c>, or null.</summary>
    public string? Locale { get; init; }

    /// <summary>An IANA time zone name, or null.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Off: neither sends nor sees read pointers; own unread counts still work.</summary>
    public bool ReadReceipts { get; init; } = true;

    public PresenceVisibility PresenceVisibility { get; init; } = PresenceVisibility.Everyone;

    public bool IsDisabled { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person's last socket closed; null when never here.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    public bool IsModerator => Role >= PersonRole.Moderator;
}
