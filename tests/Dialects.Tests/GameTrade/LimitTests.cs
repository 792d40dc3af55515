using System.Net;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.GameTrade;

public sealed class LimitsOnSqlite(SqliteDeals server) : LimitTests(server);

public sealed class LimitsOnPostgreSql(PostgreSqlDeals server) : LimitTests(server);

/// <summary>What is long, many, strange or absent. Source: contracts/gametrade.md, "Rules", "Chats" and "Messages".</summary>
public abstract class LimitTests(DealServer server) : GameTradeRoutes(server)
{
    [Fact]
    public async Task A_hundred_people_are_in_a_chat_and_all_of_them_are_shown()
    {
        var (buyer, other) = (Trader(), Trader());
        int[] crowd = [.. Enumerable.Range(900_000_000 + buyer.Id * 200, 98), other.Id];
        var chat = (await PostAsync("/chats", buyer, new { participant_ids = crowd })).Is(201);
        Assert.Equal(crowd.Append(buyer.Id).Order(), NumbersOf(chat.Body));
        Assert.Equal(crowd.Append(buyer.Id).Order(), NumbersOf((await GetAsync($"/chats/{chat.Id}", other)).Is(200).Body));
        Assert.Equal(crowd.Append(buyer.Id).Order(), NumbersOf((await GetAsync("/chats", other)).Is(200)["chats"][0]));
        await using var socket = await ConnectAsync(other, $"/ws/chat/{chat.Id}");
        (await PatchAsync($"/chats/{chat.Id}", buyer, new { title = "Crowd" })).Is(200);
        Assert.Equal(crowd.Append(buyer.Id).Order(), NumbersOf(DataOf(await FrameAsync(socket, "chat_updated"))));
        (await PostAsync("/chats", buyer, new { participant_ids = Enumerable.Range(900_000_000, 101) })).Is(422);

        static IEnumerable<int> NumbersOf(JsonElement chat) => chat.GetProperty("participants").EnumerateArray().Select(one => one.GetProperty("user_id").GetInt32()).Order();
    }

    [Fact]
    public async Task Texts_and_data_are_as_long_as_documented()
    {
        var (buyer, _, chat) = await DealAsync();
        var title = string.Concat(Enumerable.Repeat("😀", 255));
        Assert.Equal(title, (await PatchAsync($"/chats/{chat}", buyer, new { title })).Is(200)["title"].GetString());
        (await PatchAsync($"/chats/{chat}", buyer, new { title = title + "x" })).Is(422);
        (await PatchAsync($"/chats/{chat}", buyer, """{"title":"a\u0000"}""")).Is(422);
        (await PatchAsync($"/chats/{chat}", buyer, new { chat_metadata = new { long_one = new string('m', 9_000) } })).Is(422);
        (await PatchAsync($"/chats/{chat}", buyer, """{"chat_metadata":[1]}""")).Is(422);
        (await PostAsync($"/chats/{chat}/messages", buyer, new { content = "a", message_metadata = new { long_one = new string('m', 9_000) } })).Is(422);
        (await PostAsync($"/chats/{chat}/messages", buyer, new { content = new string('x', 300_000) })).Is(413);
        (await PostAsync($"/chats/{chat}/messages", buyer, $$"""{"content":"a","message_metadata":{{string.Concat(Enumerable.Repeat("""{"a":""", 40))}}1{{new string('}', 40)}}}""")).Is(422);
        Assert.Equal(title, (await GetAsync($"/chats/{chat}", buyer)).Is(200)["title"].GetString());
        Assert.Equal(0, (await GetAsync($"/chats/{chat}/messages", buyer)).Is(200)["total"].GetInt32());
    }

    [Theory]
    [InlineData("listing")]
    [InlineData("completion")]
    [InlineData("support")]
    [InlineData("dispute")]
    public async Task Every_type_of_chat_is_made_and_shown(string type)
    {
        var buyer = Trader();
        var chat = (await PostAsync("/chats", buyer, new { participant_ids = Array.Empty<int>(), type, title = (string?)null, listing_id = (int?)null, unknown = 1 })).Is(201);
        Assert.Equal((type, "active"), (chat["type"].GetString(), chat["status"].GetString()));
        Assert.Equal(type, (await GetAsync("/chats", buyer)).Is(200)["chats"][0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Null_and_absent_change_nothing_and_a_change_counts_as_activity_and_reading_does_not()
    {
        var (buyer, seller, first) = await DealAsync();
        var second = (await PostAsync("/chats", buyer, new { participant_ids = new[] { seller.Id } })).Is(201).Id;
        var before = (await GetAsync($"/chats/{first}", buyer)).Is(200);
        (await PostAsync($"/chats/{first}/read", buyer)).Is(204);
        Assert.Equal([second, first], await OrderAsync());
        var same = (await PatchAsync($"/chats/{first}", buyer, """{"title":null,"status":null,"chat_metadata":null,"listing_id":99}""")).Is(200);
        Assert.Equal(("Sword", "active", 7), (same["title"].GetString(), same["status"].GetString(), same["listing_id"].GetInt32()));
        Assert.Equal([first, second], await OrderAsync());
        Assert.True(string.CompareOrdinal(before["updated_at"].GetString(), same["updated_at"].GetString()) < 0);
        Assert.Equal(before["created_at"].GetString(), same["created_at"].GetString());
        (await SendAsync(seller, second, "Hi")).Is(201);
        Assert.Equal([second, first], await OrderAsync());

        async Task<long[]> OrderAsync() => [.. (await GetAsync("/chats", buyer)).Is(200)["chats"].EnumerateArray().Select(chat => chat.GetProperty("id").GetInt64())];
    }

    [Fact]
    public async Task Each_reading_is_dated_also_where_nothing_was_new()
    {
        var (buyer, seller, chat) = await DealAsync();
        (await PostAsync($"/chats/{chat}/read", seller)).Is(204);
        var first = await LastReadAsync();
        Assert.NotNull(first);
        (await PostAsync($"/chats/{chat}/read", seller, "this is no body")).Is(204);
        var second = await LastReadAsync();
        Assert.True(string.CompareOrdinal(first, second) < 0, $"{first} {second}");
        (await SendAsync(buyer, chat, "Hi")).Is(201);
        Assert.Equal(1, (await GetAsync($"/chats/{chat}", seller)).Is(200)["unread_count"].GetInt32());
        (await PostAsync($"/chats/{chat}/read", seller)).Is(204);
        Assert.True(string.CompareOrdinal(second, await LastReadAsync()) < 0);
        Assert.Equal(0, (await GetAsync($"/chats/{chat}", seller)).Is(200)["unread_count"].GetInt32());

        async Task<string?> LastReadAsync() => (await GetAsync($"/chats/{chat}", buyer)).Is(200)["participants"].EnumerateArray()
            .Single(one => one.GetProperty("user_id").GetInt32() == seller.Id).GetProperty("last_read_at").GetString();
    }

    [Fact]
    public async Task When_every_message_is_taken_back_the_chat_is_as_if_nothing_had_been_said()
    {
        var (buyer, seller, chat) = await DealAsync();
        foreach (var text in new[] { "1", "2" })
            (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/messages/{(await SendAsync(buyer, chat, text)).Is(201).Id}", buyer)).Is(204);
        var listed = (await GetAsync("/chats", seller)).Is(200)["chats"][0];
        Assert.Equal((JsonValueKind.Null, 0), (listed.GetProperty("last_message").ValueKind, listed.GetProperty("unread_count").GetInt32()));
        var page = (await GetAsync($"/chats/{chat}/messages", seller)).Is(200);
        Assert.Equal((0, 0, 0), (page["total"].GetInt32(), page["pages"].GetInt32(), page["messages"].GetArrayLength()));
    }

    [Fact]
    public async Task Ids_of_nobody_are_404_and_what_is_no_id_is_422_and_no_answer_has_more_than_a_detail()
    {
        var buyer = Trader();
        foreach (var (path, status) in new[] { ("/chats/0", 404), ("/chats/-1", 404), ("/chats/2147483648", 404), ("/chats/99999999999999999999999", 404), ("/chats/1.5", 422),
            ("/chats/x/messages", 422), ("/chats/0/messages", 404), ("/nowhere", 404), ("/api/chat/nowhere", 404) })
            Assert.Equal(["detail"], (await GetAsync(path, buyer)).Is(status).Body.EnumerateObject().Select(field => field.Name));
        var wrongMethod = (await CallAsync(HttpMethod.Delete, "/chats", buyer)).Is(405);
        Assert.Equal(["detail"], wrongMethod.Body.EnumerateObject().Select(field => field.Name));
        (await PatchAsync("/chats/1/messages/x", buyer, new { content = "a" })).Is(422);
        (await CallAsync(HttpMethod.Delete, "/chats/1/messages/99999999999999999999", buyer)).Is(404);
    }

    [Fact]
    public async Task Pages_of_any_site_may_ask_without_the_browsers_own_credentials()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var request = new HttpRequestMessage(HttpMethod.Options, $"{Door}/api/chat/chats/1");
        foreach (var (name, value) in new[] { ("Origin", "http://shop.example:3000"), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "authorization,content-type") })
            request.Headers.Add(name, value);
        using var preflight = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.NoContent, "*"), (preflight.StatusCode, Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Origin"))));
        Assert.Contains("authorization", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("PATCH", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));
        var refused = (await CallAsync(HttpMethod.Get, "/chats", null, null, ("Origin", "http://shop.example:3000"))).Is(401);
        Assert.Equal("*", Assert.Single(refused.Headers.GetValues("Access-Control-Allow-Origin")));
    }
}
