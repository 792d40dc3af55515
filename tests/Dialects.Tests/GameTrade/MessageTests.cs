using System.Text.Json;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.GameTrade;

public sealed class MessagesOnSqlite(SqliteDeals server) : MessageTests(server);

public sealed class MessagesOnPostgreSql(PostgreSqlDeals server) : MessageTests(server);

/// <summary>Messages over REST. Source: contracts/gametrade.md, 4.1 to 4.3.</summary>
public abstract class MessageTests(DealServer server) : GameTradeRoutes(server)
{
    [Fact]
    public async Task A_message_says_every_field_and_comes_back_as_it_was_sent()
    {
        var (buyer, _, chat) = await DealAsync();
        const string content = "  <b>Меч</b> & \"щит\"\n😀 ";
        var sent = (await PostAsync($"/chats/{chat}/messages", buyer, new { content, attachments = new[] { new { url = "a" } }, message_metadata = new { m = 1 }, type = "image" })).Is(201);
        Assert.Equal(["id", "chat_id", "sender_id", "type", "content", "attachments", "message_metadata", "is_edited", "edited_at", "is_deleted", "created_at"],
            sent.Body.EnumerateObject().Select(field => field.Name));
        Assert.Equal((chat, buyer.Id, "image", content), (sent["chat_id"].GetInt64(), sent["sender_id"].GetInt32(), sent["type"].GetString(), sent["content"].GetString()));
        Assert.Equal(("""[{"url":"a"}]""", """{"m":1}"""), (sent["attachments"].GetRawText(), sent["message_metadata"].GetRawText()));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$", sent["created_at"].GetString());
        var bare = (await SendAsync(buyer, chat, "Hi")).Is(201);
        Assert.Equal(("text", JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Null),
            (bare["type"].GetString(), bare["attachments"].ValueKind, bare["message_metadata"].ValueKind, bare["edited_at"].ValueKind));
        var page = (await GetAsync($"/chats/{chat}/messages", buyer)).Is(200);
        Assert.Equal([sent.Body.GetRawText(), bare.Body.GetRawText()], page["messages"].EnumerateArray().Select(message => message.GetRawText()));
    }

    [Theory]
    [InlineData("{}", 422)]
    [InlineData("""{"content":""}""", 422)]
    [InlineData("""{"content":5}""", 422)]
    [InlineData("""{"content":"a\u0000"}""", 422)]
    [InlineData("""{"content":"LONG"}""", 422)]
    [InlineData("""{"content":"a","type":"system"}""", 403)]
    [InlineData("""{"content":"a","type":"video"}""", 422)]
    [InlineData("""{"content":"a","attachments":{}}""", 422)]
    [InlineData("""{"content":"a","attachments":["x"]}""", 422)]
    [InlineData("""{"content":"a","message_metadata":[]}""", 422)]
    public async Task A_message_with_a_mistake_is_refused_and_not_stored(string body, int status)
    {
        var (buyer, _, chat) = await DealAsync();
        (await PostAsync($"/chats/{chat}/messages", buyer, body.Replace("LONG", new string('x', 4001), StringComparison.Ordinal))).Is(status);
        Assert.Equal(0, (await GetAsync($"/chats/{chat}/messages", buyer)).Is(200)["total"].GetInt32());
    }

    [Fact]
    public async Task Four_thousand_code_points_are_taken()
    {
        var (buyer, _, chat) = await DealAsync();
        (await SendAsync(buyer, chat, string.Concat(Enumerable.Repeat("😀", 4000)))).Is(201);
    }

    [Fact]
    public async Task The_first_page_is_the_newest_and_reads_from_the_oldest()
    {
        var (buyer, seller, chat) = await DealAsync();
        for (var i = 1; i <= 7; i++)
            await SendAsync(i % 2 == 0 ? seller : buyer, chat, $"{i}");
        Assert.Equal("5 6 7", await TextsAsync("?page_size=3"));
        Assert.Equal("2 3 4", await TextsAsync("?page_size=3&page=2"));
        Assert.Equal("", await TextsAsync("?page_size=3&page=4"));
        var page = (await GetAsync($"/chats/{chat}/messages?page_size=3&page=4", buyer)).Is(200);
        Assert.Equal((7, 4, 3), (page["total"].GetInt32(), page["page"].GetInt32(), page["pages"].GetInt32()));
        foreach (var bad in new[] { "page=0", "page_size=101", "page_size=x" })
            (await GetAsync($"/chats/{chat}/messages?{bad}", buyer)).Is(422);
        Assert.Contains((await GetAsync($"/chats/{chat}/messages", Trader())).Status, new[] { 403, 404 });
        Assert.Contains((await SendAsync(Trader(), chat, "let me in")).Status, new[] { 403, 404 });

        async Task<string> TextsAsync(string query)
            => string.Join(' ', (await GetAsync($"/chats/{chat}/messages{query}", buyer)).Is(200)["messages"].EnumerateArray().Select(message => message.GetProperty("content").GetString()));
    }

    [Fact]
    public async Task An_author_edits_and_deletes_and_what_is_deleted_is_gone()
    {
        var (buyer, seller, chat) = await DealAsync();
        var first = (await SendAsync(buyer, chat, "first")).Is(201).Id;
        var second = (await SendAsync(buyer, chat, "second")).Is(201).Id;
        var (_, _, otherChat) = await DealAsync();
        var edited = (await PatchAsync($"/chats/{chat}/messages/{second}", buyer, new { content = "2nd" })).Is(200);
        Assert.Equal(("2nd", true), (edited["content"].GetString(), edited["is_edited"].GetBoolean()));
        Assert.NotNull(edited["edited_at"].GetString());
        (await PatchAsync($"/chats/{chat}/messages/{second}", seller, new { content = "mine" })).Is(404);
        (await PatchAsync($"/chats/{otherChat}/messages/{second}", buyer, new { content = "moved" })).Is(404);
        (await PatchAsync($"/chats/{chat}/messages/{second}", buyer, new { content = "" })).Is(422);
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/messages/{second}", seller)).Is(404);
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/messages/{second}", buyer)).Is(204);
        (await PatchAsync($"/chats/{chat}/messages/{second}", buyer, new { content = "back" })).Is(404);
        var page = (await GetAsync($"/chats/{chat}/messages", seller)).Is(200);
        Assert.Equal((1, first), (page["total"].GetInt32(), page["messages"][0].GetProperty("id").GetInt64()));
        var listed = (await GetAsync("/chats", seller))["chats"][0];
        Assert.Equal(("first", 1), (listed.GetProperty("last_message").GetString(), listed.GetProperty("unread_count").GetInt32()));
    }

    [Fact]
    public async Task Reading_empties_the_count_and_is_dated()
    {
        var (buyer, seller, chat) = await DealAsync();
        await SendAsync(buyer, chat, "1");
        Assert.Equal(1, (await GetAsync($"/chats/{chat}", seller))["unread_count"].GetInt32());
        Assert.Equal(0, (await GetAsync($"/chats/{chat}", buyer))["unread_count"].GetInt32());
        (await PostAsync($"/chats/{chat}/read", seller)).Is(204);
        (await PostAsync($"/chats/{chat}/read", Trader())).Is(404);
        var read = (await GetAsync($"/chats/{chat}", seller)).Is(200);
        Assert.Equal(0, read["unread_count"].GetInt32());
        Assert.NotNull(read["participants"].EnumerateArray().Single(one => one.GetProperty("user_id").GetInt32() == seller.Id).GetProperty("last_read_at").GetString());
    }
}
