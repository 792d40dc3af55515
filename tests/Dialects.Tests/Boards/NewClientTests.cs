using System.Text.Json;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Boards;

public sealed class NewClientsOnSqlite(SqliteServer server) : NewClientTests(server);

public sealed class NewClientsOnPostgreSql(PostgreSqlServer server) : NewClientTests(server);

/// <summary>What neither generation of pages asks for, and a client to come may. Source: contracts/boards.md, sections 3 to 5.</summary>
public abstract class NewClientTests(NativeServer server) : BoardsRoutes(server)
{
    [Fact]
    public async Task Who_comes_back_asks_for_what_was_said_after_the_last_it_has()
    {
        var deal = await DealAsync();
        var other = await AnotherOfAsync(deal.Buyer, NewId());
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
            ids.Add(Text((await (i % 2 == 0 ? SayAsBuyerAsync(deal, $"{i}") : SayAsSellerAsync(deal, $"{i}"))).Is(201)["data"], "id"));
        Assert.Equal(["5", "4", "3"], await AfterAsync(deal, ids[2]));
        // The next two, and from there the next: nothing is left out, however long one was away.
        Assert.Equal(["2", "1"], await AfterAsync(deal, ids[0].ToUpperInvariant(), "&limit=2"));
        Assert.Equal(["4", "3"], await AfterAsync(deal, ids[2], "&limit=2"));
        Assert.Empty(await AfterAsync(deal, ids[5]));
        var elsewhere = Text((await SayAsBuyerAsync(other, "elsewhere")).Is(201)["data"], "id");
        (await CallAsync(Get, $"/chat-messages/by-thread/{deal.Thread}?after={elsewhere}")).Is(404);
        (await CallAsync(Get, $"/chat-messages/by-thread/{deal.Thread}?after={NewId()}")).Is(404);
        (await CallAsync(Get, $"/chat-messages/by-thread/{deal.Thread}?after=x")).Is(422);
    }

    [Fact]
    public async Task A_message_is_delivered_when_a_client_of_the_other_side_says_so_or_has_read_it()
    {
        var deal = await DealAsync();
        await using var seller = await SellerSocketAsync(deal);
        var first = Text((await SayAsBuyerAsync(deal, "first")).Is(201)["data"], "id");
        (await SayAsBuyerAsync(deal, "second")).Is(201);
        await HearAsync(seller, "message", "second");
        Assert.Equal([false, false], await DeliveredAsync(deal)); // heard, but who knows whether it arrived
        await seller.SayAsync(new { type = "delivered", message_id = first.ToUpperInvariant() });
        await seller.SayAsync(new { type = "ping" });
        await HearAsync(seller, "pong");
        Assert.Equal([false, true], await DeliveredAsync(deal));
        Assert.False((await HistoryAsync(deal))[1].GetProperty("is_read_by_seller").GetBoolean());
        Assert.EndsWith("Z", Text((await CallAsync(Get, $"/chat-messages/{first}")).Is(200)["data"], "delivered_at"), StringComparison.Ordinal);
        (await MarkReadAsync(deal, deal.Seller, "seller")).Is(200);
        (await SayAsSellerAsync(deal, "third")).Is(201);
        Assert.Equal([false, true, true], await DeliveredAsync(deal));
    }

    [Theory]
    [InlineData("""{"type":"delivered"}""")]
    [InlineData("""{"type":"delivered","message_id":7}""")]
    [InlineData("""{"type":"delivered","message_id":"x"}""")]
    [InlineData("""{"type":"delivered","message_id":"81f81c96-c56e-4b36-aec3-656f3576d09f"}""")]
    [InlineData("""{"type":"delivered","message_id":"ELSEWHERE"}""")]
    public async Task What_is_no_message_of_the_thread_is_not_delivered(string bad)
    {
        var deal = await DealAsync();
        var other = await AnotherOfAsync(NewId(), deal.Seller);
        (await SayAsBuyerAsync(deal, "here")).Is(201);
        var elsewhere = Text((await SayAsBuyerAsync(other, "elsewhere")).Is(201)["data"], "id");
        await using var seller = await SellerSocketAsync(deal);
        await seller.SendTextAsync(bad.Replace("ELSEWHERE", elsewhere, StringComparison.Ordinal));
        await HearAsync(seller, "error");
        Assert.Equal([false], await DeliveredAsync(deal));
        Assert.Equal([false], await DeliveredAsync(other));
    }

    [Fact]
    public async Task An_archived_thread_is_out_of_ones_own_list_until_it_is_taken_back_or_something_is_said()
    {
        var deal = await DealAsync();
        var seller = NewId();
        var other = Text((await StartAsync(deal.Buyer, seller)).Is(201)["data"], "id");
        (await SayAsBuyerAsync(deal, "hello")).Is(201);
        Assert.Equal(JsonValueKind.Null, (await ArchiveAsync(deal, deal.Buyer, "buyer")).Is(200)["data"].ValueKind);
        Assert.Equal([other], await ListedAsync("by-buyer", deal.Buyer));
        Assert.Equal([deal.Thread], await ListedAsync("by-buyer", deal.Buyer, "?archived=true"));
        Assert.Equal([deal.Thread], await ListedAsync("by-seller", deal.Seller));
        Assert.Single(await HistoryAsync(deal));
        (await ArchiveAsync(deal, deal.Buyer, "buyer", "&archived=false")).Is(200);
        Assert.Equal([deal.Thread, other], await ListedAsync("by-buyer", deal.Buyer));
        (await ArchiveAsync(deal, deal.Buyer, "buyer", "&archived=true")).Is(200);
        (await SayAsSellerAsync(deal, "still there?")).Is(201);
        Assert.Equal([deal.Thread, other], await ListedAsync("by-buyer", deal.Buyer));
        Assert.Empty(await ListedAsync("by-buyer", deal.Buyer, "?archived=true"));
    }

    [Fact]
    public async Task Nobody_archives_for_another()
    {
        var deal = await DealAsync();
        (await ArchiveAsync(deal, deal.Seller, "buyer")).Is(403);
        (await ArchiveAsync(deal, NewId(), "buyer")).Is(403);
        (await ArchiveAsync(deal, deal.Buyer, "admin")).Is(400);
        (await ArchiveAsync(deal, deal.Buyer, "buyer", "&archived=perhaps")).Is(422);
        (await ArchiveAsync(deal, "x", "buyer")).Is(422);
        (await ArchiveAsync(deal with { Thread = NewId() }, deal.Buyer, "buyer")).Is(404);
        (await CallAsync(Get, $"/chat-threads/by-buyer/{deal.Buyer}?archived=perhaps")).Is(422);
        Assert.Equal([deal.Thread], await ListedAsync("by-buyer", deal.Buyer));
    }

    [Fact]
    public async Task An_emoji_of_each_is_on_a_message_once_and_both_hear_of_it()
    {
        var deal = await DealAsync();
        await using var buyer = await BuyerSocketAsync(deal);
        await using var seller = await SellerSocketAsync(deal);
        var id = Text((await SayAsBuyerAsync(deal, "Беру!")).Is(201)["data"], "id");
        for (var i = 0; i < 2; i++)
            Assert.Equal(JsonValueKind.Null, (await ReactAsync(HttpMethod.Put, id, deal.Seller, "seller")).Is(200)["data"].ValueKind);
        (await ReactAsync(HttpMethod.Put, id, deal.Buyer, "buyer")).Is(200);
        Assert.Equal([deal.Seller, deal.Buyer], Thumbs(Assert.Single(await HistoryAsync(deal))));
        (await ReactAsync(Delete, id, deal.Seller, "seller")).Is(200);
        (await ReactAsync(Delete, id, deal.Seller, "seller")).Is(200);
        Assert.Equal([deal.Buyer], Thumbs((await CallAsync(Get, $"/chat-messages/{id}")).Is(200)["data"]));
        (await SayAsBuyerAsync(deal, "last")).Is(201);
        foreach (var socket in new[] { buyer, seller })
        {
            await HearAsync(socket, "message", "last");
            Assert.Equal((2, 1), (Heard(socket, "reaction_added"), Heard(socket, "reaction_removed")));
            var frame = await HearAsync(socket, "reaction_added");
            Assert.Equal(["type", "thread_id", "message_id", "sender_id", "sender_type", "emoji", "timestamp"], frame.EnumerateObject().Select(field => field.Name));
            Assert.Equal((deal.Thread, id, "👍"), (Text(frame, "thread_id"), Text(frame, "message_id"), Text(frame, "emoji")));
            Assert.Equal((deal.Seller, "seller"), (Text(frame, "sender_id"), Text(frame, "sender_type")));
        }
        Assert.False((await HistoryAsync(deal))[0].TryGetProperty("reactions", out _));
    }

    [Fact]
    public async Task Nobody_reacts_for_another_nor_with_words_nor_to_nothing()
    {
        var (deal, other) = (await DealAsync(), await DealAsync());
        var id = Text((await SayAsBuyerAsync(deal, "hello")).Is(201)["data"], "id");
        (await ReactAsync(HttpMethod.Put, id, deal.Seller, "buyer")).Is(403);
        (await ReactAsync(HttpMethod.Put, id, other.Seller, "seller")).Is(404);
        (await ReactAsync(HttpMethod.Put, id, NewId(), "seller")).Is(404);
        (await ReactAsync(HttpMethod.Put, id, deal.Seller, "admin")).Is(400);
        (await ReactAsync(HttpMethod.Put, NewId(), deal.Seller, "seller")).Is(404);
        (await ReactAsync(HttpMethod.Put, id, deal.Seller, "seller", "good")).Is(422);
        Assert.False((await HistoryAsync(deal))[0].TryGetProperty("reactions", out _));
    }

    private Task<Answer> ReactAsync(HttpMethod method, string id, string user, string type, string emoji = "👍")
        => CallAsync(method, $"/chat-messages/{id}/reactions/{Uri.EscapeDataString(emoji)}?user_id={user}&user_type={type}");

    private static IEnumerable<string> Thumbs(JsonElement message)
    {
        var reaction = Assert.Single(message.GetProperty("reactions").EnumerateArray());
        Assert.Equal("👍", Text(reaction, "emoji"));
        return reaction.GetProperty("user_ids").EnumerateArray().Select(id => id.GetString()!);
    }

    private async Task<Deal> AnotherOfAsync(string buyer, string seller) => new(Text((await StartAsync(buyer, seller)).Is(201)["data"], "id"), buyer, seller);

    private Task<Answer> ArchiveAsync(Deal deal, string user, string type, string query = "")
        => CallAsync(Patch, $"/chat-threads/{deal.Thread}/archive?user_id={user}&user_type={type}{query}");

    private async Task<IEnumerable<string>> ListedAsync(string list, string user, string query = "")
        => (await CallAsync(Get, $"/chat-threads/{list}/{user}{query}")).Is(200)["data"].EnumerateArray().Select(thread => Text(thread, "id"));

    private async Task<IEnumerable<string>> AfterAsync(Deal deal, string id, string query = "")
        => (await HistoryAsync(deal, $"?after={id}{query}")).Select(message => Text(message, "message"));

    private async Task<IEnumerable<bool>> DeliveredAsync(Deal deal)
        => (await HistoryAsync(deal)).Select(message => message.GetProperty("delivered_at").ValueKind != JsonValueKind.Null);
}
