using Haggle.Core.Chats;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Chats;

public sealed class SettingsTests
{
    private static readonly ChatLimits Limits = new();

    [Fact]
    public void Archiving_remembers_the_last_message_so_that_the_next_one_brings_the_chat_back()
    {
        var my = new SettingsEdit { Archived = Change<bool>.To(true) }.Apply(Desk.Chat(), Desk.Member(Olga));
        Assert.True(my.Settings.IsArchived(lastSeq: 40, LongAgo));
        Assert.False(my.Settings.IsArchived(lastSeq: 41, LongAgo));
        Assert.Null(new SettingsEdit { Archived = Change<bool>.To(false) }.Apply(Desk.Chat(), my).Settings.ArchivedSeq);
    }

    [Fact]
    public void What_is_not_given_stays_and_null_clears()
    {
        var before = Desk.Member(Olga) with { Settings = new MemberSettings { Note = "Wants cash", Labels = ["bicycles"], Pinned = true, MutedUntil = LongAgo } };
        var after = new SettingsEdit { Note = Change<string?>.To(null), Labels = Change<IReadOnlyList<string>?>.To(null) }.Apply(Desk.Chat(), before).Settings;
        Assert.Null(after.Note);
        Assert.Empty(after.Labels);
        Assert.True(after.Pinned);
        Assert.Equal(LongAgo, after.MutedUntil);
    }

    [Fact]
    public void Labels_are_trimmed_and_kept_once_and_there_are_at_most_twenty()
    {
        Assert.Equal(["red", "blue"], Checked([" red", "blue", "red "]).Value().Labels.Value!);
        Checked([.. Enumerable.Range(0, 21).Select(n => $"label {n}")]).IsRefused(RefusalKind.Invalid, "labels");
        Checked([""]).IsRefused(RefusalKind.Invalid, "labels");
        Checked([new string('x', 33)]).IsRefused(RefusalKind.Invalid, "labels");

        static Result<SettingsEdit> Checked(string[] labels) => new SettingsEdit { Labels = Change<IReadOnlyList<string>?>.To(labels) }.Check(Limits);
    }

    [Fact]
    public void Clearing_the_history_hides_it_and_leaves_the_read_pointer_which_others_see()
    {
        var my = ClearHistory.Cleared(Desk.Chat(), Desk.Member(Olga) with { LastReadSeq = 5 }, LongAgo);
        Assert.Equal((40, 5, LongAgo), (my.HiddenSeq, my.LastReadSeq, my.Settings.HiddenAt));
    }
}
