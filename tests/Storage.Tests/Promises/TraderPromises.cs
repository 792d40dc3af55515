using Haggle.Core.People;
using Haggle.Core.Trade;

namespace Haggle.Storage.Tests.Promises;

/// <summary>Profiles of those who buy and sell.</summary>
public abstract class TraderPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private ITraders Traders => market.Get<ITraders>();

    [Fact]
    public async Task A_profile_is_found_by_name_person_and_subject_and_on_its_side_alone()
    {
        var olga = await market.PersonAsync("Olga");
        var profile = Of(olga, Side.Buyer, "t-olga", "s-olga");
        Assert.Equal(new Enrolled(profile, true), await Traders.EnrolAsync(profile, None));
        Assert.Equal(new Trader(olga, profile), await Traders.FindAsync("t-olga", None));
        Assert.Equal(profile, (await Traders.FindAsync(olga.Id, None))!.Profile);
        Assert.Equal(profile, (await Traders.FindBySubjectAsync(Side.Buyer, "s-olga", None))!.Profile);
        Assert.Null(await Traders.FindBySubjectAsync(Side.Seller, "s-olga", None));
        Assert.Null(await Traders.FindAsync("t-nobody", None));
    }

    [Fact]
    public async Task Whoever_has_the_subject_the_name_or_the_person_already_is_found_instead()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var first = Of(olga, Side.Buyer, "t-first", "s-first");
        await Traders.EnrolAsync(first, None);
        Assert.Equal(new Enrolled(first, false), await Traders.EnrolAsync(Of(ivan, Side.Buyer, "t-second", "s-first"), None));
        Assert.Equal(new Enrolled(first, false), await Traders.EnrolAsync(Of(ivan, Side.Buyer, "t-first", "s-second"), None));
        Assert.Equal(new Enrolled(first, false), await Traders.EnrolAsync(Of(olga, Side.Seller, "t-third", null), None));
        Assert.Null(await Traders.FindAsync(ivan.Id, None));
        var sellers = Of(ivan, Side.Seller, "t-fourth", "s-first");
        Assert.True((await Traders.EnrolAsync(sellers, None)).IsNew);
    }

    [Fact]
    public async Task A_profile_without_a_subject_takes_the_first_that_is_said()
    {
        var olga = await market.PersonAsync("Olga");
        await Traders.EnrolAsync(Of(olga, Side.Seller, "t-later", null), None);
        Assert.Equal("s-later", (await Traders.EnrolAsync(Of(olga, Side.Seller, "t-later", "s-later"), None)).Profile.Subject);
        Assert.Equal("s-later", (await Traders.EnrolAsync(Of(olga, Side.Seller, "t-later", "s-too-late"), None)).Profile.Subject);
    }

    [Fact]
    public async Task Of_parallel_enrolments_of_one_subject_exactly_one_is_new()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => market.PersonAsync($"P{number}")));
        var enrolled = await Task.WhenAll(people.Select((person, number) => Task.Run(() => Traders.EnrolAsync(Of(person, Side.Buyer, $"t-race-{number}", "s-race"), None).AsTask())));
        var made = Assert.Single(enrolled, one => one.IsNew);
        Assert.All(enrolled, one => Assert.Equal(made.Profile, one.Profile));
    }

    [Fact]
    public async Task What_a_page_says_of_being_online_is_kept()
    {
        var olga = await market.PersonAsync("Olga");
        await Traders.EnrolAsync(Of(olga, Side.Seller, "t-online", null), None);
        var later = Market.Now + TimeSpan.FromHours(1);
        Assert.True(await Traders.SayOnlineAsync(Side.Seller, "t-online", true, later, None));
        Assert.False(await Traders.SayOnlineAsync(Side.Buyer, "t-online", true, later, None));
        var profile = (await Traders.FindAsync("t-online", None))!.Profile!;
        Assert.Equal((true, later), (profile.SaysOnline, profile.UpdatedAt));
    }

    [Fact]
    public async Task A_side_is_listed_in_order_of_enrolment_with_its_number()
    {
        var before = (await Traders.ListAsync(Side.Seller, 0, 1, None)).Total;
        foreach (var name in new[] { "t-list-1", "t-list-2", "t-list-3" })
            await Traders.EnrolAsync(Of(await market.PersonAsync(name), Side.Seller, name, null), None);
        var page = await Traders.ListAsync(Side.Seller, (int)before + 1, 2, None);
        Assert.Equal(["t-list-2", "t-list-3"], page.Items.Select(trader => trader.Profile!.Name));
        Assert.Equal(before + 3, page.Total);
    }

    [Fact]
    public async Task Who_is_erased_has_no_profile_any_more()
    {
        var olga = await market.PersonAsync("Olga");
        await Traders.EnrolAsync(Of(olga, Side.Buyer, "t-erased", "s-erased"), None);
        await market.People.EraseAsync(olga.Id, Market.Now, None);
        Assert.Null(await Traders.FindAsync("t-erased", None));
        Assert.Null(await Traders.FindBySubjectAsync(Side.Buyer, "s-erased", None));
    }

    private static TraderProfile Of(Person person, Side side, string name, string? subject)
    {
        var now = Market.Now;
        return new TraderProfile(person.Id, side, name, subject, SaysOnline: false, now, now);
    }
}
