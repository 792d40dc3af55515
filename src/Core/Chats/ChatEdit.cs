namespace Haggle.Core.Chats;

/// <summary>What to change of a group; fields that are not given stay.</summary>
public sealed record ChatEdit
{
    /// <summary>The longest pause between two messages of one member, in seconds.</summary>
    public const int MaxSlowModeSeconds = 3_600;

    public Change<string?> Title { get; init; }

    public Change<string?> Description { get; init; }

    public Change<int> SlowModeSeconds { get; init; }

    public Change<bool> HistoryForNewMembers { get; init; }

    public Change<SendBy> SendBy { get; init; }

    /// <returns>The same with its texts trimmed; <see cref="RefusalKind.Invalid"/> with the field.</returns>
    internal Result<ChatEdit> Check(ChatLimits limits)
    {
        var good = this;
        if (Title.IsGiven)
        {
            if (!limits.Title(Title.Value).TryGet(out var title, out var badTitle))
                return badTitle;
            good = good with { Title = Change<string?>.To(title) };
        }
        if (Description.IsGiven)
        {
            if (!limits.Description(Description.Value).TryGet(out var description, out var badDescription))
                return badDescription;
            good = good with { Description = Change<string?>.To(description) };
        }
        if (SlowModeSeconds is { IsGiven: true, Value: < 0 or > MaxSlowModeSeconds })
            return Refusal.Invalid("slow_mode_s", $"0 to {MaxSlowModeSeconds} seconds");
        return good;
    }
}
