namespace Haggle.Core.Chats;

/// <summary>How large a chat and its parts may be.</summary>
public sealed record ChatLimits
{
    /// <summary>People in one group: 2 to 10,000, default 200.</summary>
    public int GroupMembers { get; init; } = 200;

    /// <summary>People in one listing chat, where strangers may look on.</summary>
    public int Observers { get; init; } = 2_000;

    /// <summary>Characters of a title, after trimming.</summary>
    public int TitleCharacters { get; init; } = 128;

    public int DescriptionCharacters { get; init; } = 1_000;

    public int Labels { get; init; } = 20;

    public int LabelCharacters { get; init; } = 32;

    public int NoteCharacters { get; init; } = 1_000;
}
