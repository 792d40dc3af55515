using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Boards;

public sealed class NeighboursOnSqlite(SqliteServer server) : NeighbourTests(server);

public sealed class NeighboursOnPostgreSql(PostgreSqlServer server) : NeighbourTests(server);

/// <summary>The same people and chats through this door and through the native one.</summary>
public abstract class NeighbourTests(NativeServer server) : BoardsRoutes(server)
{
    [Fact]
    public async Task A_buyer_here_talks_with_a_seller_who_uses_the_native_api()
    {
        var deal = await DealAsync();
        var seller = await NativeAsync(deal.Seller);
        await using var native = await NativeSocket.ConnectAsync(Address, seller);
        await native.StartSessionAsync();
        await using var buyer = await BuyerSocketAsync(deal);
        (await SayAsBuyerAsync(deal, "Ещё есть?")).Is(201);
        var heard = await native.EventAsync("message.created");
        Assert.Equal("Ещё есть?", heard.Data.GetProperty("content").GetString());
        var chat = heard.Data.GetProperty("chat_id").GetInt64();
        var view = (await CallAtAsync(Get, $"/api/v1/chats/{chat}", null, seller)).Is(200);
        Assert.Equal("listing", view["kind"].GetString());
        Assert.Equal(1, view["unread_count"].GetInt32());
        (await CallAtAsync(HttpMethod.Put, $"/api/v1/chats/{chat}/read", new { up_to_seq = 1 }, seller)).Is(200);
        (await CallAtAsync(Post, "/api/v1/messages", new { chat_id = chat, content = "Есть" }, seller)).Is(201);
        var frame = await HearAsync(buyer, "message", "Есть");
        Assert.Equal((deal.Seller, "seller"), (Text(frame, "sender_id"), Text(frame, "sender_type")));
        var history = await HistoryAsync(deal);
        Assert.Equal((Text(frame, "message_id"), Text(frame, "timestamp")), (Text(history[0], "id"), Text(history[0], "created_at")));
        Assert.Equal(Guid.Parse(Text(history[0], "id")).ToString(), Text(history[0], "id"));
        Assert.True(history[1].GetProperty("is_read_by_seller").GetBoolean());
        Assert.Equal(1, await UnreadAsync(deal.Buyer, "buyer"));
    }

    [Fact]
    public async Task A_chat_that_was_begun_natively_is_a_thread_here_with_an_id_that_stays()
    {
        var (buyer, seller) = (NewId(), NewId());
        var (buyers, sellers) = (await NativeAsync(buyer), await NativeAsync(seller));
        var sellerId = (await CallAtAsync(Get, "/api/v1/users/me", null, sellers)).Is(200).Id;
        var chat = (await CallAtAsync(Post, "/api/v1/chats/listing", new { listing_id = NewId(), seller_id = sellerId }, buyers)).Is(201).Id;
        (await CallAtAsync(Post, "/api/v1/messages", new { chat_id = chat, content = "from elsewhere" }, buyers)).Is(201);
        var shown = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CallAsync(Get, $"/chat-threads/by-seller/{seller}")));
        var thread = Assert.Single(shown.Select(list => Text(Assert.Single(list.Is(200)["data"].EnumerateArray()), "id")).Distinct());
        var deal = new Deal(thread, buyer, seller);
        Assert.Equal("from elsewhere", Text(Assert.Single(await HistoryAsync(deal)), "message"));
        (await SayAsSellerAsync(deal, "welcome")).Is(201);
        Assert.Equal(2, (await CallAtAsync(Get, $"/api/v1/chats/{chat}", null, buyers)).Is(200)["last_seq"].GetInt64());
    }

    [Fact]
    public async Task A_chat_of_two_without_sides_is_none_of_this_wires()
    {
        var (one, other) = (NewId(), NewId());
        var (ones, others) = (await NativeAsync(one), await NativeAsync(other));
        var otherId = (await CallAtAsync(Get, "/api/v1/users/me", null, others)).Is(200).Id;
        (await CallAtAsync(Post, "/api/v1/chats/direct", new { user_id = otherId }, ones)).Is(201);
        Assert.Equal(0, (await CallAsync(Get, $"/chat-threads/by-buyer/{one}")).Is(200)["data"].GetArrayLength());
        Assert.Equal(0, (await CallAsync(Get, $"/chat-threads/by-seller/{one}")).Is(200)["data"].GetArrayLength());
    }

    [Fact]
    public async Task What_somebody_marked_or_put_away_elsewhere_is_listed_as_it_is_there()
    {
        var deal = await DealAsync();
        var seller = await NativeAsync(deal.Seller);
        var buyer = NewId();
        var newer = Text((await StartAsync(buyer, deal.Seller)).Is(201)["data"], "id");
        (await SayAsBuyerAsync(deal, "hello")).Is(201);
        (await MarkReadAsync(deal, deal.Seller, "seller")).Is(200);
        var chat = (await CallAtAsync(Get, "/api/v1/chats", null, seller)).Is(200).Ids[0];
        // A reminder that was set by hand is no unread message, and the thread is there all the same.
        (await CallAtAsync(Post, $"/api/v1/chats/{chat}/unread", null, seller)).Is(204);
        Assert.Equal([(deal.Thread, 0), (newer, 0)], await ListedAsync());
        (await CallAtAsync(HttpMethod.Put, $"/api/v1/chats/{chat}/settings", new { archived = true }, seller)).Is(200);
        Assert.Equal([(newer, 0)], await ListedAsync());
        (await SayAsBuyerAsync(deal, "are you there?")).Is(201);
        Assert.Equal([(deal.Thread, 1), (newer, 0)], await ListedAsync());

        async Task<IEnumerable<(string, int)>> ListedAsync() => (await CallAsync(Get, $"/chat-threads/by-seller/{deal.Seller}")).Is(200)["data"].EnumerateArray()
            .Select(thread => (Text(thread, "id"), thread.GetProperty("unread_count").GetInt32()));
    }

    [Fact]
    public async Task Whom_a_seller_has_blocked_elsewhere_neither_starts_nor_says_anything_here()
    {
        var deal = await DealAsync();
        var newcomer = NewId();
        var seller = await NativeAsync(deal.Seller);
        foreach (var buyer in new[] { deal.Buyer, newcomer })
        {
            var id = (await CallAtAsync(Get, "/api/v1/users/me", null, await NativeAsync(buyer))).Is(200).Id;
            Assert.InRange((await CallAtAsync(HttpMethod.Put, $"/api/v1/blocks/{id}", new { }, seller)).Status, 200, 204);
        }
        (await StartAsync(newcomer, deal.Seller)).Is(403);
        Assert.Equal(["detail"], (await SayAsBuyerAsync(deal, "hello")).Is(403).Body.EnumerateObject().Select(field => field.Name));
        await using var socket = await BuyerSocketAsync(deal);
        await socket.SayAsync(new { type = "message", message = "hello" });
        await HearAsync(socket, "error");
        Assert.Empty(await HistoryAsync(deal));
    }

    /// <returns>A token for the marketplace's person of this id.</returns>
    private async Task<string> NativeAsync(string externalId)
    {
        Assert.InRange((await CallAtAsync(HttpMethod.Put, $"/api/v1/people/{externalId}", new { display_name = "Иван" }, null, ("X-Api-Key", Server.ServerKey))).Status, 200, 201);
        return (await CallAtAsync(Post, "/api/v1/tokens", new { external_id = externalId }, null, ("X-Api-Key", Server.ServerKey)))["access_token"].GetString()!;
    }
}
