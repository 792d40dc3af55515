using Haggle.Core.Keys;

namespace Haggle.Storage.Tests.Promises;

public abstract class KeyPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_key_is_found_by_its_hash_until_it_is_revoked()
    {
        var now = Market.Now;
        var key = await market.Keys.AddAsync("backend", [1, 2, 3], "hk_ab", now, None);
        Assert.Equal(("backend", "hk_ab", now, null), (key.Name, key.Hint, key.CreatedAt, key.RevokedAt));
        Assert.Equal(key, await market.Keys.FindAsync([1, 2, 3], None));
        Assert.Null(await market.Keys.FindAsync([1, 2, 4], None));
        Assert.True(await market.Keys.RevokeAsync(key.Id, now, None));
        Assert.False(await market.Keys.RevokeAsync(key.Id, now, None));
        Assert.Null(await market.Keys.FindAsync([1, 2, 3], None));
        Assert.Contains(key with { RevokedAt = now }, await market.Keys.ListAsync(None));
    }

    [Fact]
    public async Task Keys_are_listed_in_the_order_in_which_they_were_made()
    {
        var keys = new List<ServerKey>();
        foreach (var name in new[] { "one", "two", "three" })
            keys.Add(await market.Keys.AddAsync(name, [9, (byte)keys.Count], "hk", Market.Now, None));
        Assert.Equal(keys, (await market.Keys.ListAsync(None)).Where(key => keys.Contains(key)));
        Assert.False(await market.Keys.RevokeAsync(1L << 50, Market.Now, None));
    }
}
