using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Moderation;

/// <summary>A moderator who was called into a chat to settle a dispute.</summary>
public sealed record Assignment
{
    public required long Id { get; init; }

    public required ChatId ChatId { get; init; }

    public required PersonId ModeratorId { get; init; }

    public required PersonId AssignedBy { get; init; }

    /// <summary>Up to <see cref="ReasonCharacters"/> characters, or null.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while it is active.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What the moderator decided, up to <see cref="ReasonCharacters"/> characters.</summary>
    public string? Notes { get; init; }

    public bool IsActive => ResolvedAt is null;

    public const int ReasonCharacters = 4_000;
}
