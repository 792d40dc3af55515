using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.People;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Listings;

public sealed class ListingTests
{
    private static readonly Listing Bicycle = new()
    {
        ExternalId = "bike-17", Title = "Blue bicycle", Price = new Money(129900, "RUB"), SellerId = Ivan.Id, Verified = true, UpdatedAt = LongAgo,
    };

    [Fact]
    public void A_new_price_and_state_are_said_in_one_line_and_as_data()
    {
        var changes = ListingNews.Changes(Bicycle, Bicycle with { Price = new Money(119900, "RUB"), State = ListingState.Reserved, UpdatedAt = LongAgo.AddDays(1) });
        var line = Assert.IsType<ChatChange.SystemSaid>(changes[0]);
        Assert.Equal("Blue bicycle is now reserved and costs 1199.00 RUB", line.Text);
        Assert.Equal(
            [
                ("kind", "listing_changed"), ("listing_id", "bike-17"), ("old_state", "active"), ("state", "reserved"),
                ("old_price", new Money(129900, "RUB")), ("price", new Money(119900, "RUB")),
            ],
            line.Fact.Values);
        Assert.Equal(new ChatChange.ListingChanged(), changes[1]);
    }

    [Fact]
    public void A_new_picture_is_told_as_data_only_and_nothing_new_is_not_told()
    {
        Assert.Equal([new ChatChange.ListingChanged()], ListingNews.Changes(Bicycle, Bicycle with { ImageUrl = "https://shop.example/1.jpg" }));
        Assert.Empty(ListingNews.Changes(Bicycle, Bicycle with { UpdatedAt = LongAgo.AddDays(1) }));
    }

    [Theory]
    [InlineData("JPY", 1299, "1299 JPY")]
    [InlineData("KWD", 1299, "1.299 KWD")]
    [InlineData("EUR", 5, "0.05 EUR")]
    public void Money_is_spelled_with_the_digits_of_its_currency(string currency, long amount, string spelled) => Assert.Equal(spelled, new Money(amount, currency).Spell());

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hello")]
    [InlineData("/relative")]
    [InlineData("https://shop.example/\0")]
    public void Only_addresses_that_are_safe_to_click_are_kept(string url)
    {
        Assert.Equal("url", ListingRules.Check(Bicycle with { Url = url })?.Subject);
        Assert.Equal("image_url", ListingRules.Check(Bicycle with { ImageUrl = url })?.Subject);
    }

    [Theory]
    [InlineData(-1, "RUB")]
    [InlineData(1, "rub")]
    [InlineData(1, "RUBL")]
    [InlineData(1L << 53, "RUB")]
    public void A_price_is_a_whole_number_of_a_known_kind_of_money(long amount, string currency)
        => Assert.Equal("price", ListingRules.Check(Bicycle with { Price = new Money(amount, currency) })?.Subject);

    [Fact]
    public void What_the_marketplace_does_not_mention_stays_and_what_it_clears_goes()
    {
        var after = new ListingUpdate("bike-17") { Price = Change<Money?>.To(null) }.Apply(Bicycle, default, LongAgo);
        Assert.Equal(("Blue bicycle", null, Ivan.Id), (after.Title, after.Price, after.SellerId));
        Assert.True(after.Verified);
    }

    [Fact]
    public void A_removed_listing_that_is_told_of_again_is_back()
        => Assert.Equal(ListingState.Active, new ListingUpdate("bike-17").Apply(Bicycle with { State = ListingState.Removed }, default, LongAgo).State);

    [Fact]
    public void The_seller_that_the_marketplace_told_us_cannot_be_contradicted_by_a_client()
    {
        Assert.Equal(Ivan.Id, OpenListingChat.SellerOf(Olga, Bicycle, claimed: null).Value());
        OpenListingChat.SellerOf(Olga, Bicycle, claimed: Boris.Id).IsRefused(RefusalKind.Invalid, "seller_id");
        Assert.Equal(Boris.Id, OpenListingChat.SellerOf(Olga, Bicycle with { Verified = false }, claimed: Boris.Id).Value());
        OpenListingChat.SellerOf(Olga, known: null, claimed: null).IsRefused(RefusalKind.Invalid, "seller_id");
        OpenListingChat.SellerOf(Ivan, Bicycle, claimed: null).IsRefused(RefusalKind.Conflict, "seller_id");
    }
}
