using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Lais;

public sealed class ValuesOnSqlite(SqliteServer server) : ValueTests(server);

public sealed class ValuesOnPostgreSql(PostgreSqlServer server) : ValueTests(server);

/// <summary>What is taken for a value, and what is said of one that is not. Source: contracts/lais.md, "Values" and "Errors".</summary>
public abstract class ValueTests(NativeServer server) : LaisRoutes(server)
{
    [Theory]
    [InlineData("true", "TRUE", "1", "yes", "Yes", "on", "t", "T", "y")]
    [InlineData("false", "False", "0", "no", "NO", "off", "f", "F", "n")]
    public async Task A_boolean_of_a_query_has_these_words_in_any_case(params string[] words)
    {
        var (chat, buyer, seller) = await PairAsync();
        var (isTrue, me) = words[0] == "true" ? (true, seller) : (false, buyer);
        foreach (var word in words)
        {
            Assert.Equal(chat, Assert.Single((await GetAsync($"/chats/my?user_id={me}&is_seller={word}")).Is(200).Body.EnumerateArray()).GetProperty("id").GetInt64());
            Assert.Equal("[]", (await GetAsync($"/chats/my?user_id={(isTrue ? buyer : seller)}&is_seller={word}")).Is(200).Body.GetRawText());
        }
        foreach (var word in new[] { "2", "maybe", "ja", "truE!" })
            Assert.Equal(["query", "is_seller"], Place((await GetAsync($"/chats/my?user_id={me}&is_seller={word}")).Is(422)));
    }

    [Fact]
    public async Task What_is_missing_is_named_with_its_place_and_called_missing()
    {
        var (chat, _, _) = await PairAsync();
        var calls = new (HttpMethod Method, string Path, object? Body, string Place)[]
        {
            (HttpMethod.Get, "/chats/my", null, "query.user_id"), (HttpMethod.Get, "/chats/find?iphone_id=1&seller_id=1", null, "query.buyer_id"),
            (HttpMethod.Get, "/chats/find?iphone_id=1&buyer_id=1", null, "query.seller_id"),
            (HttpMethod.Get, "/chats/find?seller_id=1&buyer_id=1", null, "query.iphone_id"),
            (HttpMethod.Post, $"/chats/{chat}/read", null, "query.user_id"), (HttpMethod.Post, $"/chats/{chat}/hide", null, "query.user_id"),
            (HttpMethod.Post, "/chats/hide-for-order?buyer_id=1", null, "query.post_id"),
            (HttpMethod.Post, "/chats", new { iphone_id = 1, seller_id = 1 }, "body.buyer_id"),
            (HttpMethod.Post, $"/chats/{chat}/messages", new { sender_id = "1" }, "body.message_text"),
            (HttpMethod.Post, $"/chats/{chat}/messages", new { message_text = "x" }, "body.sender_id"),
        };
        foreach (var (method, path, body, place) in calls)
        {
            var refused = (await CallAsync(method, path, body)).Is(422);
            Assert.Equal(place, string.Join('.', Place(refused)));
            Assert.Equal("missing", refused["detail"][0].GetProperty("type").GetString());
        }
        Assert.Equal(["path", "chat_id"], Place((await GetAsync("/chats/abc/info")).Is(422)));
        Assert.Equal(["query", "limit"], Place((await GetAsync($"/chats/{chat}/messages?limit=501")).Is(422)));
    }

    [Fact]
    public async Task Ids_of_listings_and_sellers_have_32_bits_users_255_characters_and_an_offset_may_be_any()
    {
        var largest = (await PostAsync("/chats", $$"""{"iphone_id":2147483647,"seller_id":2147483647,"buyer_id":"{{Uuid()}}"}""")).Is(200);
        Assert.Equal((int.MaxValue, int.MaxValue), (largest["iphone_id"].GetInt32(), largest["seller_id"].GetInt32()));
        foreach (var wrong in new[] { "2147483648", "99999999999999999999", "-1", "0", "1.5", "\"x\"", "true", "[1]" })
            Assert.Equal(["body", "seller_id"], Place((await PostAsync("/chats", $$"""{"iphone_id":7,"seller_id":{{wrong}},"buyer_id":"x"}""")).Is(422)));
        foreach (var wrong in new[] { "2147483648", "99999999999999999999", "-1", "x" })
            Assert.Equal(["query", "seller_id"], Place((await GetAsync($"/chats/find?iphone_id=7&seller_id={wrong}&buyer_id=x")).Is(422)));
        foreach (var nobody in new[] { "2147483648", "99999999999999999999", "-1" })
            Assert.Equal("{}", (await GetAsync($"/chats/seller/{nobody}/grouped")).Is(200).Body.GetRawText());

        var (chat, buyer, _) = await PairAsync();
        var tooLong = new string('x', 256);
        (await GetAsync($"/chats/my?user_id={tooLong}")).Is(422);
        (await PostAsync($"/chats/{chat}/read?user_id={tooLong}")).Is(422);
        (await SayAsync(chat, tooLong, "hello")).Is(422);
        (await SayAsync(chat, tooLong[1..], "hello")).Is(200);
        Assert.Equal("[]", (await GetAsync($"/chats/{chat}/messages?offset={long.MaxValue}")).Is(200).Body.GetRawText());
        (await GetAsync($"/chats/{chat}/messages?offset=99999999999999999999")).Is(422);
        Assert.Equal("[]", (await GetAsync($"/chats/my?user_id={buyer.ToUpperInvariant()}")).Is(200).Body.GetRawText()); // compared exactly
    }

    [Fact]
    public async Task What_is_not_known_is_passed_over_in_bodies_and_queries()
    {
        var (iphone, buyer) = (Number(), Uuid());
        var body = $$"""{"iphone_id":{{iphone}},"seller_id":7,"buyer_id":"{{buyer}}","id":1,"created_at":"x","price":[{"a":1}]}""";
        var chat = (await PostAsync("/chats?x=1&user_id=", body)).Is(200);
        Assert.Equal((buyer, false), (chat["buyer_id"].GetString(), chat["buyer_is_registered"].GetBoolean()));
        Assert.Equal(chat.Id, Assert.Single((await GetAsync($"/chats/my?user_id={buyer}&_=1700000000&limit=x")).Is(200).Body.EnumerateArray()).GetProperty("id").GetInt64());
        var said = (await PostAsync($"/chats/{chat.Id}/messages", $$"""{"message_text":"hello","sender_id":"{{buyer}}","id":9,"is_read":true,"chat_id":1}""")).Is(200);
        Assert.Equal((chat.Id, false, false), (said["chat_id"].GetInt64(), said["is_read"].GetBoolean(), said["sender_is_registered"].GetBoolean()));
        Assert.NotEqual(9, said.Id);
        (await PostAsync($"/chats/{chat.Id}/hide?user_id=somebody&user_id={buyer}")).Is(200); // of two the last counts
        Assert.Equal("[]", (await GetAsync($"/chats/my?user_id=somebody&user_id={buyer}")).Is(200).Body.GetRawText());
    }

    [Fact]
    public async Task A_chats_update_is_its_last_message_to_the_letter_and_nothing_else_moves_it()
    {
        var (chat, buyer, seller) = await PairAsync();
        var made = (await GetAsync($"/chats/{chat}/info")).Is(200)["created_at"].GetString();
        var said = (await SayAsync(chat, buyer, "hello")).Is(200)["created_at"].GetString();
        (await PostAsync($"/chats/{chat}/read?user_id={seller}")).Is(200);
        (await PostAsync($"/chats/{chat}/hide?user_id={seller}")).Is(200);
        (await GetAsync($"/chats/{chat}/messages")).Is(200);
        var info = (await GetAsync($"/chats/{chat}/info")).Is(200);
        Assert.Equal((made, said), (info["created_at"].GetString(), info["updated_at"].GetString()));
        Assert.True(string.CompareOrdinal(made, said) < 0);
    }

    [Fact]
    public async Task Nobody_counts_further_than_a_thousand()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var socket = await ConnectAsync(chat, buyer);
        for (var i = 0; i < 1_001; i++)
            await socket.SayAsync(new { type = "message", message_text = $"{i}" });
        await MessageAsync(socket, "1000"); // of one socket they come in the order of saying
        Assert.Equal(1_000, (await GetAsync($"/chats/my?user_id={seller}&is_seller=true")).Body[0].GetProperty("unread_count").GetInt32());
        Assert.Equal(1_000, (await PostAsync($"/chats/{chat}/read?user_id={seller}")).Is(200)["marked_as_read"].GetInt32());
        Assert.All((await GetAsync($"/chats/{chat}/messages?limit=500")).Body.EnumerateArray(), message => Assert.True(message.GetProperty("is_read").GetBoolean()));
        Assert.Equal(0, (await GetAsync($"/chats/my?user_id={seller}&is_seller=true")).Body[0].GetProperty("unread_count").GetInt32());
        Assert.Equal(0, (await PostAsync($"/chats/{chat}/read?user_id={seller}")).Is(200)["marked_as_read"].GetInt32());
    }

    private static List<string> Place(Answer refused)
        => [.. Assert.Single(refused["detail"].EnumerateArray().ToArray()).GetProperty("loc").EnumerateArray().Select(step => step.GetString()!)];
}
