using System.Text.Json;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Boards;

public sealed class ThreadsOnSqlite(SqliteServer server) : ThreadTests(server);

public sealed class ThreadsOnPostgreSql(PostgreSqlServer server) : ThreadTests(server);

/// <summary>Starting, finding and listing threads. Source: contracts/boards.md, 4.1.</summary>
public abstract class ThreadTests(NativeServer server) : BoardsRoutes(server)
{
    private static readonly string[] Fields = ["id", "created_at", "buyer_id", "seller_id"];

    [Fact]
    public async Task A_started_thread_has_its_four_fields_and_is_the_same_for_the_pair_ever_after()
    {
        var (buyer, seller) = (NewId(), NewId());
        var started = (await StartAsync(buyer, seller)).Is(201)["data"];
        Assert.Equal(Fields, started.EnumerateObject().Select(field => field.Name));
        Assert.Equal((buyer, seller), (Text(started, "buyer_id"), Text(started, "seller_id")));
        Assert.EndsWith("Z", Text(started, "created_at"), StringComparison.Ordinal);
        var id = Text(started, "id");
        Assert.Equal(Guid.Parse(id).ToString(), id);
        Assert.Equal(id, Text((await StartAsync(buyer.ToUpperInvariant(), seller.ToUpperInvariant())).Is(201)["data"], "id"));
        Assert.Equal(started.GetRawText(), (await CallAsync(Get, $"/chat-threads/{id.ToUpperInvariant()}")).Is(200)["data"].GetRawText());
    }

    [Fact]
    public async Task Of_parallel_starts_all_get_the_same_thread()
    {
        var (buyer, seller) = (NewId(), NewId());
        var ids = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync(buyer, seller)))).Select(answer => Text(answer.Is(201)["data"], "id"));
        Assert.Single(ids.Distinct());
    }

    [Theory]
    [InlineData("""{"seller_id":"81f81c96-c56e-4b36-aec3-656f3576d09f"}""", "buyer_id")]
    [InlineData("""{"buyer_id":"81f81c96-c56e-4b36-aec3-656f3576d09f"}""", "seller_id")]
    [InlineData("""{"buyer_id":"nonsense","seller_id":"81f81c96-c56e-4b36-aec3-656f3576d09f"}""", "buyer_id")]
    [InlineData("""{"buyer_id":7,"seller_id":"81f81c96-c56e-4b36-aec3-656f3576d09f"}""", "buyer_id")]
    [InlineData("""[]""", null)]
    [InlineData("""{"buyer_id":""", null)]
    public async Task A_start_with_a_mistake_is_refused_with_the_field(string body, string? field)
    {
        var complaint = Assert.Single((await CallAsync(Post, "/chat-threads/start-with-seller", body)).Is(422)["detail"].EnumerateArray());
        Assert.Equal(["loc", "msg", "type"], complaint.EnumerateObject().Select(part => part.Name));
        if (field is not null)
            Assert.Equal(["body", field], complaint.GetProperty("loc").EnumerateArray().Select(step => step.GetString()));
    }

    [Fact]
    public async Task Only_a_buyer_starts_and_only_with_a_seller()
    {
        var deal = await DealAsync();
        (await StartAsync(deal.Seller, NewId())).Is(403);
        (await StartAsync(NewId(), deal.Buyer)).Is(403);
        (await StartAsync(deal.Seller, deal.Buyer)).Is(403);
        (await StartAsync(deal.Buyer, deal.Buyer)).Is(403);
        Assert.NotEmpty((await StartAsync(deal.Seller, NewId()))["detail"].GetString()!);
        // Who was named beside the one who is refused is not registered by it.
        (await CallAsync(Get, $"/buyers/{deal.Seller}")).Is(404);
    }

    [Fact]
    public async Task Who_is_first_seen_in_a_start_is_registered_as_what_it_is_used_as()
    {
        var deal = await DealAsync();
        Assert.Equal(deal.Buyer, Text((await CallAsync(Get, $"/buyers/{deal.Buyer}")).Is(200)["data"], "id"));
        Assert.Equal(deal.Seller, Text((await CallAsync(Get, $"/sellers/{deal.Seller}")).Is(200)["data"], "id"));
        (await CallAsync(Get, $"/sellers/{deal.Buyer}")).Is(404);
    }

    [Fact]
    public async Task A_thread_that_is_unknown_is_not_found_and_what_is_no_uuid_is_refused()
    {
        (await CallAsync(Get, $"/chat-threads/{NewId()}")).Is(404);
        (await CallAsync(Get, "/chat-threads/nonsense")).Is(422);
        (await CallAsync(Get, $"/chat-threads/{Guid.NewGuid():N}")).Is(422);
    }

    [Fact]
    public async Task A_client_may_bring_the_threads_id_which_counts_unless_the_pair_has_one()
    {
        var (id, buyer, seller) = (NewId(), NewId(), NewId());
        Assert.Equal(id, Text((await CallAsync(Post, "/chat-threads/", new { id, buyer_id = buyer, seller_id = seller })).Is(201)["data"], "id"));
        Assert.Equal(id, Text((await CallAsync(Post, "/chat-threads", new { id = NewId(), buyer_id = buyer, seller_id = seller })).Is(201)["data"], "id"));
        (await CallAsync(Post, "/chat-threads/", new { id, buyer_id = NewId(), seller_id = NewId() })).Is(409);
        (await CallAsync(Post, "/chat-threads/", new { id = NewId(), buyer_id = seller, seller_id = NewId() })).Is(403);
        (await CallAsync(Post, "/chat-threads/", new { buyer_id = NewId(), seller_id = NewId() })).Is(422);
    }

    [Fact]
    public async Task A_list_has_the_last_words_the_unread_count_and_the_unread_first()
    {
        var buyer = NewId();
        Assert.Equal(0, (await CallAsync(Get, $"/chat-threads/by-buyer/{buyer}")).Is(200)["data"].GetArrayLength());
        var deals = new List<Deal>();
        for (var i = 0; i < 4; i++)
        {
            var seller = NewId();
            deals.Add(new Deal(Text((await StartAsync(buyer, seller)).Is(201)["data"], "id"), buyer, seller));
        }
        (await SayAsSellerAsync(deals[2], "Есть 30 м³")).Is(201);
        (await SayAsSellerAsync(deals[1], "one")).Is(201);
        (await SayAsSellerAsync(deals[1], "two")).Is(201);
        (await SayAsBuyerAsync(deals[0], "mine")).Is(201);
        var list = (await CallAsync(Get, $"/chat-threads/by-buyer/{buyer}?offset=0&limit=100")).Is(200)["data"].EnumerateArray().ToList();
        Assert.Equal([deals[1].Thread, deals[2].Thread, deals[0].Thread, deals[3].Thread], list.Select(thread => Text(thread, "id")));
        Assert.Equal([2, 1, 0, 0], list.Select(thread => thread.GetProperty("unread_count").GetInt32()));
        Assert.Equal(["two", "Есть 30 м³", "mine", null], list.Select(thread => thread.GetProperty("last_message").GetString()));
        Assert.Equal(JsonValueKind.Null, list[3].GetProperty("last_message_time").ValueKind);
        Assert.All(list, thread => Assert.NotEmpty(Text(thread, "updated_at")));
        Assert.False(list[0].TryGetProperty("buyer_online", out _));
        var page = (await CallAsync(Get, $"/chat-threads/by-buyer/{buyer}?offset=1&limit=2")).Is(200)["data"].EnumerateArray();
        Assert.Equal([deals[2].Thread, deals[0].Thread], page.Select(thread => Text(thread, "id")));
        Assert.Equal(0, (await CallAsync(Get, $"/chat-threads/by-seller/{buyer}")).Is(200)["data"].GetArrayLength());
    }

    [Fact]
    public async Task In_each_group_what_was_said_or_begun_last_comes_first()
    {
        var seller = NewId();
        var deals = new List<Deal>();
        foreach (var said in new[] { "unread, old", null, "unread, new", "read" })
        {
            var buyer = NewId();
            deals.Add(new Deal(Text((await StartAsync(buyer, seller)).Is(201)["data"], "id"), buyer, seller));
            if (said is not null)
                (await SayAsBuyerAsync(deals[^1], said)).Is(201);
        }
        (await MarkReadAsync(deals[3], seller, "seller")).Is(200);
        var last = NewId();
        deals.Add(new Deal(Text((await StartAsync(last, seller)).Is(201)["data"], "id"), last, seller));
        int[] order = [2, 0, 4, 3, 1];
        var list = (await CallAsync(Get, $"/chat-threads/by-seller/{seller}")).Is(200)["data"].EnumerateArray();
        Assert.Equal(order.Select(place => deals[place].Thread), list.Select(thread => Text(thread, "id")));
        for (var offset = 0; offset < order.Length; offset++)
            Assert.Equal(
                deals[order[offset]].Thread, Text(Assert.Single((await CallAsync(Get, $"/chat-threads/by-seller/{seller}?offset={offset}&limit=1")).Is(200)["data"].EnumerateArray()), "id"));
    }

    [Fact]
    public async Task A_sellers_list_says_when_a_buyer_who_left_was_last_here()
    {
        var deal = await DealAsync();
        await using var seller = await SellerSocketAsync(deal);
        await using (var buyer = await BuyerSocketAsync(deal))
            await HearAsync(seller, "user_joined");
        await HearAsync(seller, "user_left");
        var thread = Assert.Single((await CallAsync(Get, $"/chat-threads/by-seller/{deal.Seller}")).Is(200)["data"].EnumerateArray());
        Assert.False(thread.GetProperty("buyer_online").GetBoolean());
        Assert.EndsWith("Z", Text(thread, "buyer_last_seen"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sellers_list_counts_what_the_buyer_said_and_tells_whether_the_buyer_is_here()
    {
        var deal = await DealAsync();
        (await SayAsBuyerAsync(deal, "Сколько?")).Is(201);
        (await SayAsSellerAsync(deal, "Сто")).Is(201);
        var thread = Assert.Single((await CallAsync(Get, $"/chat-threads/by-seller/{deal.Seller}")).Is(200)["data"].EnumerateArray());
        Assert.Equal((1, "Сто", false), (thread.GetProperty("unread_count").GetInt32(), Text(thread, "last_message"), thread.GetProperty("buyer_online").GetBoolean()));
        await using (var socket = await BuyerSocketAsync(deal))
            Assert.True((await CallAsync(Get, $"/chat-threads/by-seller/{deal.Seller}"))["data"][0].GetProperty("buyer_online").GetBoolean());
    }

    [Theory]
    [InlineData("limit=0", 422)]
    [InlineData("limit=x", 422)]
    [InlineData("offset=-1", 422)]
    [InlineData("limit=1000", 200)]
    [InlineData("offset=2000000000&limit=200", 200)]
    public async Task A_lists_limits_are_as_documented(string query, int status)
    {
        (await CallAsync(Get, $"/chat-threads/by-buyer/{NewId()}?{query}")).Is(status);
        (await CallAsync(Get, "/chat-threads/by-seller/nonsense")).Is(422);
    }

    [Fact]
    public async Task Everybodys_threads_are_listed_newest_first_with_their_number()
    {
        var (older, newer) = (await DealAsync(), await DealAsync());
        var page = (await CallAsync(Get, "/chat-threads/?offset=0&limit=20")).Is(200);
        var listed = page["data"].EnumerateArray().Select(thread => Text(thread, "id")).Where(id => id == older.Thread || id == newer.Thread);
        Assert.Equal([newer.Thread, older.Thread], listed);
        Assert.Equal(Fields, page["data"][0].EnumerateObject().Select(field => field.Name));
        Assert.True(page["pagination"].GetProperty("total").GetInt64() >= 2);
        foreach (var bad in new[] { "limit=21", "limit=0", "limit=x", "offset=-1" })
            (await CallAsync(Get, $"/chat-threads/?{bad}")).Is(422);
        (await CallAsync(Get, "/chat-threads?limit=1")).Is(200);
    }

    [Fact]
    public async Task Where_ids_are_believed_a_token_is_passed_over_and_not_refused()
    {
        var deal = await DealAsync();
        (await CallAsync(Get, $"/chat-threads/by-buyer/{deal.Buyer}", null, "garbage")).Is(200);
    }

    [Fact]
    public async Task A_thread_is_neither_changed_nor_deleted_by_anybody()
    {
        var deal = await DealAsync();
        (await CallAsync(Patch, $"/chat-threads/{deal.Thread}", new { seller_id = NewId() })).Is(403);
        (await CallAsync(Delete, $"/chat-threads/{deal.Thread}")).Is(403);
        (await CallAsync(Get, $"/chat-threads/{deal.Thread}")).Is(200);
    }

    [Fact]
    public async Task The_wire_is_at_the_root_too_with_the_servers_own_health_and_answers_pages_of_the_own_machine()
    {
        var deal = await DealAsync();
        Assert.Equal(deal.Thread, Text((await CallAtAsync(Get, $"/api/v1/chat-threads/{deal.Thread}")).Is(200)["data"], "id"));
        Assert.Equal(JsonValueKind.True, (await CallAtAsync(Get, "/boards/api/v1/health")).Is(200).Body.ValueKind);
        (await CallAtAsync(Get, "/api/v1/health")).Is(200);
        var page = await CallAtAsync(Get, "/api/v1/chat-threads/nonsense", null, null, ("Origin", "http://localhost:8082"));
        Assert.Equal("http://localhost:8082", Assert.Single(page.Is(422).Headers.GetValues("Access-Control-Allow-Origin")));
        var asked = await CallAtAsync(HttpMethod.Options, "/api/v1/chat-messages/", null, null, ("Origin", "http://localhost:8081"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));
        Assert.Equal("http://localhost:8081", Assert.Single(asked.Is(204).Headers.GetValues("Access-Control-Allow-Origin")));
    }
}
