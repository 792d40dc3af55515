using Haggle.Core.Chats;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Chats;

public sealed class EditRuleTests
{
    private static readonly ChatLimits Limits = new();

    [Fact]
    public void What_is_not_given_stays_and_null_takes_the_description_away()
    {
        var group = Desk.Group() with { Chat = Desk.Chat() with { Description = "Rides on Sundays", SlowModeSeconds = 10 } };
        var edit = new ChatEdit { Description = Change<string?>.To(null) };
        var after = Assert.IsType<ChatChange.Reshaped>(Assert.Single(EditChat.Rule(group, Olga.Id, edit, expected: null).Value())).Chat;
        Assert.Equal(("Cyclists", null, 10), (after.Title, after.Description, after.SlowModeSeconds));
    }

    [Fact]
    public void An_edit_that_changes_nothing_has_no_event()
        => Assert.Empty(EditChat.Rule(Desk.Group(), Olga.Id, new ChatEdit { Title = Change<string?>.To("Cyclists") }, expected: null).Value());

    [Fact]
    public void An_edit_based_on_an_older_revision_is_refused()
    {
        var edit = new ChatEdit { Title = Change<string?>.To("Walkers") };
        EditChat.Rule(Desk.Group(), Olga.Id, edit, expected: 54).IsRefused(RefusalKind.Stale, "revision");
        Assert.Single(EditChat.Rule(Desk.Group(), Olga.Id, edit, expected: 55).Value());
    }

    [Fact]
    public void Members_and_chats_of_two_are_not_edited()
    {
        var edit = new ChatEdit { Title = Change<string?>.To("Mine now") };
        EditChat.Rule(Desk.Group(), Ivan.Id, edit, expected: null).IsRefused(RefusalKind.Forbidden, "chat");
        EditChat.Rule(Desk.Direct(), Olga.Id, edit, expected: null).IsRefused(RefusalKind.Forbidden, "chat");
        // The right comes first: who may not edit learns nothing of the revision.
        EditChat.Rule(Desk.Group(), Ivan.Id, edit, expected: 1).IsRefused(RefusalKind.Forbidden, "chat");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void A_title_is_one_line_of_whole_characters(string? title)
        => new ChatEdit { Title = Change<string?>.To(title) }.Check(Limits).IsRefused(RefusalKind.Invalid, "title");

    [Fact]
    public void A_title_with_half_a_character_is_refused() // no attribute can hold one
        => new ChatEdit { Title = Change<string?>.To("half \ud83d") }.Check(Limits).IsRefused(RefusalKind.Invalid, "title");

    [Fact]
    public void A_title_is_trimmed_and_counted_in_characters_as_people_see_them()
    {
        Assert.Equal("Cyclists", new ChatEdit { Title = Change<string?>.To(" Cyclists ") }.Check(Limits).Value().Title.Value);
        Assert.True(new ChatEdit { Title = Change<string?>.To(string.Concat(Enumerable.Repeat("🚲", 128))) }.Check(Limits).TryGet(out _, out _));
        new ChatEdit { Title = Change<string?>.To(new string('a', 129)) }.Check(Limits).IsRefused(RefusalKind.Invalid, "title");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3601)]
    public void The_pause_between_messages_has_its_range(int seconds)
        => new ChatEdit { SlowModeSeconds = Change<int>.To(seconds) }.Check(Limits).IsRefused(RefusalKind.Invalid, "slow_mode_s");
}
