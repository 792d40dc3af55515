using Haggle.Core;
using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class BlockPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Blocking_is_done_once_and_undone_once()
    {
        var (me, pest) = (await market.PersonAsync("Me"), await market.PersonAsync("Pest"));
        Assert.True(await market.Blocks.AddAsync(me.Id, pest.Id, Market.Now, None));
        Assert.False(await market.Blocks.AddAsync(me.Id, pest.Id, Market.Now, None));
        Assert.True(await market.Blocks.ExistsAsync(me.Id, pest.Id, None));
        Assert.False(await market.Blocks.ExistsAsync(pest.Id, me.Id, None));
        Assert.True(await market.Blocks.RemoveAsync(me.Id, pest.Id, None));
        Assert.False(await market.Blocks.RemoveAsync(me.Id, pest.Id, None));
        Assert.False(await market.Blocks.ExistsAsync(me.Id, pest.Id, None));
    }

    [Fact]
    public async Task Between_two_a_block_counts_whoever_set_it()
    {
        var (me, pest, shy, friend) = (await market.PersonAsync("Me"), await market.PersonAsync("Pest"), await market.PersonAsync("Shy"), await market.PersonAsync("Friend"));
        await market.Blocks.AddAsync(me.Id, pest.Id, Market.Now, None);
        await market.Blocks.AddAsync(shy.Id, me.Id, Market.Now, None);
        var between = await market.Blocks.BetweenAsync(me.Id, [pest.Id, shy.Id, friend.Id], None);
        Assert.Equal([pest.Id, shy.Id], between.OrderBy(id => id.Value));
        Assert.Empty(await market.Blocks.BetweenAsync(me.Id, [], None));
    }

    [Fact]
    public async Task My_blocks_come_newest_first_page_by_page()
    {
        var me = await market.PersonAsync("Me");
        var now = Market.Now;
        var pests = new List<Person>();
        for (var count = 0; count < 5; count++)
        {
            pests.Add(await market.PersonAsync($"Pest{count}"));
            await market.Blocks.AddAsync(me.Id, pests[count].Id, count < 3 ? now : now + TimeSpan.FromSeconds(count), None);
        }

        var found = new List<Block>();
        string? from = null;
        do
        {
            var page = await market.Blocks.ListAsync(me.Id, new PageRequest(2, from), None);
            found.AddRange(page.Items);
            from = page.Next;
        }
        while (from is not null);
        Assert.Equal(new[] { 4, 3, 2, 1, 0 }.Select(place => pests[place]), found.Select(block => block.Person));
        Assert.Equal(now, found[4].At);
    }
}
