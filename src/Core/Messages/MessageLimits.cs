namespace Haggle.Core.Messages;

/// <summary>How long a message and its parts may be.</summary>
public sealed record MessageLimits
{
    /// <summary>Code points of a message's content: 1 to 100,000, default 10,000.</summary>
    public int ContentCodePoints { get; init; } = 10_000;

    /// <summary>UTF-8 bytes of a payload.</summary>
    public int PayloadBytes { get; init; } = 8 * 1024;

    /// <summary>Characters of a client message id.</summary>
    public int ClientMessageIdCharacters { get; init; } = 64;

    /// <summary>People mentioned in one message.</summary>
    public int Mentions { get; init; } = 50;

    /// <summary>How long an author may edit.</summary>
    public TimeSpan EditWindow { get; init; } = TimeSpan.FromHours(48);

    /// <summary>Kinds of emoji on one message.</summary>
    public int ReactionKinds { get; init; } = 20;

    /// <summary>Pinned messages of one chat.</summary>
    public int Pins { get; init; } = 50;

    /// <summary>Chats that one call may forward to.</summary>
    public int ForwardChats { get; init; } = 20;
}
