using Haggle.Core;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class SearchPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_tag_is_found_by_its_beginning_with_or_without_the_at_sign()
    {
        var viewer = await market.PersonAsync("Viewer");
        var person = await market.PersonAsync("Kvazimodo");
        Assert.Equal([person.Id], await FindAsync(viewer, "kvazi"));
        Assert.Equal([person.Id], await FindAsync(viewer, "@KVAZI"));
        Assert.Empty(await FindAsync(viewer, "vazimodo"));
    }

    [Fact]
    public async Task A_name_is_found_by_its_words_in_any_order_and_in_both_alphabets()
    {
        var viewer = await market.PersonAsync("Viewer");
        var person = await market.PersonAsync("Жанна Ельцова-Müller");
        foreach (var text in new[] { "Жанна", "zhanna", "ельцова жан", "muller", "MÜLLER Ельц" })
            Assert.Equal([person.Id], await FindAsync(viewer, text));
        Assert.Empty(await FindAsync(viewer, "Жанна Петрова"));
        Assert.Empty(await FindAsync(viewer, "льцова"));
    }

    [Fact]
    public async Task A_new_name_is_found_and_the_old_one_is_not()
    {
        var viewer = await market.PersonAsync("Viewer");
        var person = await market.PersonAsync("Ottokar Before");
        await market.People.ChangeAsync(person.Id, new ProfileChange { DisplayName = Change<string>.To("Ottokar After"), Tag = Change<string>.To("otk_after") }, None);
        Assert.Equal([person.Id], await FindAsync(viewer, "Ottokar After"));
        Assert.Empty(await FindAsync(viewer, "Ottokar Before"));
    }

    [Fact]
    public async Task One_finds_neither_oneself_nor_the_disabled_nor_who_blocked_one()
    {
        var viewer = await market.PersonAsync("Quintus Viewer");
        var disabled = await market.PersonAsync("Quintus Disabled");
        var blocker = await market.PersonAsync("Quintus Blocker");
        var blocked = await market.PersonAsync("Quintus Blocked");
        await market.People.SetDisabledAsync(disabled.Id, true, Market.Now, None);
        await market.Blocks.AddAsync(blocker.Id, viewer.Id, Market.Now, None);
        await market.Blocks.AddAsync(viewer.Id, blocked.Id, Market.Now, None);
        Assert.Equal([blocked.Id], await FindAsync(viewer, "quintus"));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("' OR 1=1 --")]
    [InlineData("  ")]
    [InlineData("@")]
    public async Task What_means_something_to_a_database_means_nothing_here(string text)
    {
        var viewer = await market.PersonAsync("Viewer");
        Assert.Empty(await FindAsync(viewer, text));
    }

    [Fact]
    public async Task Pages_go_by_tag_and_meet_without_gap_or_repeat()
    {
        var viewer = await market.PersonAsync("Viewer");
        var people = new List<Person>();
        for (var count = 0; count < 7; count++)
            people.Add(await market.PersonAsync("Xaver"));
        var found = new List<Person>();
        string? from = null;
        do
        {
            var page = await market.People.SearchAsync(viewer.Id, "xaver", new PageRequest(3, from), None);
            Assert.True(page.Items.Count <= 3);
            found.AddRange(page.Items);
            from = page.Next;
        }
        while (from is not null);
        Assert.Equal(people.OrderBy(person => person.Tag, StringComparer.Ordinal), found);
    }

    private async Task<IReadOnlyList<PersonId>> FindAsync(Person viewer, string text)
        => [.. (await market.People.SearchAsync(viewer.Id, text, new PageRequest(), None)).Items.Select(person => person.Id)];
}
