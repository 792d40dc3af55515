namespace Haggle.Core.Chats;

/// <summary>What to change of the own settings of a chat; fields that are not given stay.</summary>
public sealed record SettingsEdit
{
    public Change<DateTimeOffset?> MutedUntil { get; init; }

    public Change<Notify> Notify { get; init; }

    public Change<bool> Archived { get; init; }

    public Change<bool> Pinned { get; init; }

    public Change<IReadOnlyList<string>?> Labels { get; init; }

    public Change<string?> Note { get; init; }

    /// <returns>The same with its texts trimmed; <see cref="RefusalKind.Invalid"/> with the field.</returns>
    internal Result<SettingsEdit> Check(ChatLimits limits)
    {
        var good = this;
        if (Labels.IsGiven)
        {
            if (!limits.Labels(Labels.Value).TryGet(out var labels, out var badLabels))
                return badLabels;
            good = good with { Labels = Change<IReadOnlyList<string>?>.To(labels) };
        }
        if (Note.IsGiven)
        {
            if (!limits.Note(Note.Value).TryGet(out var note, out var badNote))
                return badNote;
            good = good with { Note = Change<string?>.To(note) };
        }
        return good;
    }

    internal Member Apply(Chat chat, Member my) => my with
    {
        Settings = my.Settings with
        {
            MutedUntil = MutedUntil.Or(my.Settings.MutedUntil),
            Notify = Notify.Or(my.Settings.Notify),
            ArchivedSeq = Archived.IsGiven ? Archived.Value ? chat.LastSeq : null : my.Settings.ArchivedSeq,
            Pinned = Pinned.Or(my.Settings.Pinned),
            Labels = Labels.Or(my.Settings.Labels) ?? [],
            Note = Note.Or(my.Settings.Note),
        },
    };
}
