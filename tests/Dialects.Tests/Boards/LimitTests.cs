using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Boards;

/// <summary>How much of everything there may be. Source: contracts/boards.md, sections 3 to 5.</summary>
public sealed class LimitTests(QuietServer server) : BoardsRoutes(server)
{
    [Fact]
    public async Task A_list_of_threads_is_cut_at_two_hundred_whatever_is_asked()
    {
        var seller = NewId();
        foreach (var chunk in Enumerable.Range(0, 203).Chunk(8))
            await Task.WhenAll(chunk.Select(async _ => (await StartAsync(NewId(), seller)).Is(201)));
        Assert.Equal(200, await CountAsync(""));
        Assert.Equal(200, await CountAsync("?limit=100000"));
        Assert.Equal(150, await CountAsync("?limit=150"));
        Assert.Equal(3, await CountAsync("?offset=200"));
        Assert.Equal(0, await CountAsync("?offset=203&limit=1"));

        async Task<int> CountAsync(string query) => (await CallAsync(Get, $"/chat-threads/by-seller/{seller}{query}")).Is(200)["data"].GetArrayLength();
    }

    [Fact]
    public async Task A_history_is_fifty_messages_and_at_most_two_hundred()
    {
        var deal = await DealAsync();
        for (var i = 0; i < 102; i++)
        {
            (await SayAsBuyerAsync(deal, $"b{i}")).Is(201);
            (await SayAsSellerAsync(deal, $"s{i}")).Is(201);
        }
        Assert.Equal(50, (await HistoryAsync(deal)).Length);
        Assert.Equal(200, (await HistoryAsync(deal, "?limit=100000")).Length);
        Assert.Equal(["s1", "b1", "s0", "b0"], (await HistoryAsync(deal, "?limit=200&offset=200")).Select(message => Text(message, "message")));
        Assert.Empty(await HistoryAsync(deal, "?offset=204"));
    }

    /// <summary>Characters are those that people count: an emoji is one, of whatever bytes.</summary>
    [Theory]
    [InlineData("я")]
    [InlineData("😀")]
    public async Task A_text_has_up_to_ten_thousand_characters_over_rest_and_over_the_socket(string letter)
    {
        var deal = await DealAsync();
        var (longest, tooLong) = (string.Concat(Enumerable.Repeat(letter, 10_000)), string.Concat(Enumerable.Repeat(letter, 10_001)));
        (await SayAsBuyerAsync(deal, longest)).Is(201);
        (await SayAsBuyerAsync(deal, tooLong)).Is(422);
        await using var socket = await BuyerSocketAsync(deal);
        await socket.SendTextAsync($$"""{"type":"message","message":"{{tooLong}}"}""");
        await HearAsync(socket, "error");
        await socket.SendTextAsync($$"""{"type":"message","message":"{{longest}}"}""");
        await HearAsync(socket, "message", longest);
        Assert.Equal([longest, longest], (await HistoryAsync(deal)).Select(message => Text(message, "message")));
    }

    [Fact]
    public async Task A_body_beyond_a_quarter_of_a_mebibyte_is_too_large()
    {
        var deal = await DealAsync();
        Assert.Equal(["detail"], (await SayAsBuyerAsync(deal, new string('a', 300_000))).Is(413).Body.EnumerateObject().Select(field => field.Name));
        Assert.Empty(await HistoryAsync(deal));
    }

    [Fact]
    public async Task One_socket_more_than_twenty_closes_the_oldest_in_this_thread_and_none_elsewhere()
    {
        var deal = await DealAsync();
        var seller = NewId();
        var other = new Deal(Text((await StartAsync(deal.Buyer, seller)).Is(201)["data"], "id"), deal.Buyer, seller);
        await using var elsewhere = await BuyerSocketAsync(other);
        var tabs = new List<JsonSocket>();
        for (var i = 0; i < 21; i++)
            tabs.Add(await BuyerSocketAsync(deal));
        Assert.NotEqual(0, await tabs[0].ClosedAsync());
        (await SayAsSellerAsync(deal, "to all")).Is(201);
        (await SayAsSellerAsync(other, "to the other")).Is(201);
        await HearAsync(elsewhere, "message", "to the other");
        foreach (var tab in tabs.Skip(1))
            await HearAsync(tab, "message", "to all");
        foreach (var tab in tabs)
            await tab.DisposeAsync();
    }
}
