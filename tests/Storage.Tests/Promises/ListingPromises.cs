using Haggle.Core.Listings;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class ListingPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_listing_is_kept_as_told_and_the_one_before_comes_back()
    {
        var first = Bicycle("l-1") with { Price = new Money(129900, "RUB"), ImageUrl = "https://i/1.jpg", Url = "https://m/1", SellerId = new PersonId(9), Verified = true };
        Assert.Null(await market.Listings.PutAsync(first, None));
        Assert.Equal(first, await market.Listings.FindAsync("l-1", None));
        var second = Bicycle("l-1") with { State = ListingState.Reserved };
        Assert.Equal(first, await market.Listings.PutAsync(second, None));
        Assert.Equal(second, await market.Listings.FindAsync("l-1", None));
    }

    [Fact]
    public async Task What_a_client_suggests_never_replaces_what_is_known()
    {
        var suggested = Bicycle("l-2") with { Title = "Cheap!!!" };
        Assert.Equal(suggested, await market.Listings.SuggestAsync(suggested, None));
        var told = Bicycle("l-2") with { Verified = true };
        await market.Listings.PutAsync(told, None);
        Assert.Equal(told, await market.Listings.SuggestAsync(suggested with { Title = "Cheaper!!!" }, None));
    }

    [Fact]
    public async Task A_removed_listing_is_still_there_and_says_so()
    {
        var listing = Bicycle("l-3");
        await market.Listings.PutAsync(listing, None);
        var now = Market.Now;
        Assert.True(await market.Listings.RemoveAsync("l-3", now, None));
        Assert.Equal(listing with { State = ListingState.Removed, UpdatedAt = now }, await market.Listings.FindAsync("l-3", None));
        Assert.False(await market.Listings.RemoveAsync("l-none", now, None));
        Assert.Null(await market.Listings.FindAsync("l-none", None));
    }

    private static Listing Bicycle(string id) => new() { ExternalId = id, Title = "Велосипед", UpdatedAt = Market.Now };
}
