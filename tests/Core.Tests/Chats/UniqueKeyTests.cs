using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Tests.Chats;

public sealed class UniqueKeyTests
{
    private static readonly PersonId Guest = new(7);
    private static readonly PersonId Account = new(3);
    private static readonly PersonId Seller = new(5);

    [Fact]
    public void A_pair_has_one_key_whoever_begins() => Assert.Equal(UniqueKeys.Direct(Guest, Seller), UniqueKeys.Direct(Seller, Guest));

    [Fact]
    public void A_key_follows_a_person_who_becomes_another()
    {
        Assert.Equal(UniqueKeys.Direct(Account, Seller), UniqueKeys.Renamed(UniqueKeys.Direct(Guest, Seller), Guest, Account));
        Assert.Equal(UniqueKeys.Listing("a:7:b", Account, Seller), UniqueKeys.Renamed(UniqueKeys.Listing("a:7:b", Guest, Seller), Guest, Account));
        Assert.Equal(UniqueKeys.Pair(Account, Seller), UniqueKeys.Renamed(UniqueKeys.Pair(Guest, Seller), Guest, Account));
        Assert.Equal(UniqueKeys.Support(Account), UniqueKeys.Renamed(UniqueKeys.Support(Guest), Guest, Account));
    }

    [Fact]
    public void A_key_of_others_stays()
    {
        Assert.Equal(UniqueKeys.Direct(Account, Seller), UniqueKeys.Renamed(UniqueKeys.Direct(Account, Seller), Guest, Account));
        Assert.Equal("completion:7", UniqueKeys.Renamed(UniqueKeys.Completion(7), Guest, Account));
        Assert.Null(UniqueKeys.Renamed(null, Guest, Account));
    }
}
