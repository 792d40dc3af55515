using System.Text;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Lais;

public sealed class MessagesOnSqlite(SqliteServer server) : MessageTests(server);

public sealed class MessagesOnPostgreSql(PostgreSqlServer server) : MessageTests(server);

/// <summary>What is said over REST, and that it was read. Source: contracts/lais.md, "Routes".</summary>
public abstract class MessageTests(NativeServer server) : LaisRoutes(server)
{
    [Fact]
    public async Task A_message_has_all_fields_and_is_the_same_in_the_answer_the_history_and_the_chat()
    {
        var (chat, buyer, seller) = await PairAsync();
        var said = (await SayAsync(chat, seller, "Да", isRegistered: true)).Is(200);
        string[] fields =
        [
            "id", "chat_id", "sender_id", "sender_is_registered", "message_text", "is_read", "created_at", "message_type", "file_url", "file_name", "file_size",
        ];
        Assert.Equal(fields, said.Body.EnumerateObject().Select(field => field.Name));
        Assert.Equal((chat, seller, true, "Да", false), (said["chat_id"].GetInt64(), said["sender_id"].GetString(), said["sender_is_registered"].GetBoolean(), said["message_text"].GetString(), said["is_read"].GetBoolean()));
        Assert.Equal(said.Body.GetRawText(), Assert.Single((await GetAsync($"/chats/{chat}/messages")).Is(200).Body.EnumerateArray()).GetRawText());
        Assert.Equal(said.Body.GetRawText(), Assert.Single((await GetAsync($"/chats/{chat}")).Is(200)["messages"].EnumerateArray()).GetRawText());
        Assert.False((await SayAsync(chat, buyer, "Хорошо")).Is(200)["sender_is_registered"].GetBoolean());
    }

    [Fact]
    public async Task Pages_count_from_the_oldest_and_without_a_page_the_newest_hundred_come()
    {
        var (chat, buyer, _) = await PairAsync();
        for (var i = 0; i < 105; i++)
            (await SayAsync(chat, buyer, $"{i}")).Is(200);
        Assert.Equal(Range(5, 100), await HistoryAsync(chat, ""));
        Assert.Equal(Range(0, 100), await HistoryAsync(chat, "?limit=100"));
        Assert.Equal(Range(3, 100), await HistoryAsync(chat, "?offset=3"));
        Assert.Equal(Range(100, 5), await HistoryAsync(chat, "?limit=10&offset=100"));
        Assert.Equal(Range(0, 105), await HistoryAsync(chat, "?limit=500"));
        Assert.Empty(await HistoryAsync(chat, "?offset=105"));
        foreach (var wrong in new[] { "limit=0", "limit=501", "limit=x", "offset=-1", "offset=x" })
            (await GetAsync($"/chats/{chat}/messages?{wrong}")).Is(422);
        Assert.Equal(100, (await GetAsync($"/chats/{chat}")).Is(200)["messages"].GetArrayLength());
    }

    [Fact]
    public async Task A_text_is_two_thousand_code_points_long_comes_back_exactly_and_is_inert_on_the_way()
    {
        var (chat, buyer, _) = await PairAsync();
        var emoji = string.Concat(Enumerable.Repeat("😀", 2000));
        foreach (var text in new[] { emoji, "  a\n\tb  ", "5 < 7 & \"x\" <script>alert(1)</script>", "e\u0301", "\u202e" })
            Assert.Equal(text, (await SayAsync(chat, buyer, text)).Is(200)["message_text"].GetString());
        using var raw = await SendAsync(HttpMethod.Get, $"/chats/{chat}/messages");
        var json = await raw.Content.ReadAsStringAsync();
        Assert.Equal(("application/json", "nosniff"), (raw.Content.Headers.ContentType!.MediaType, Assert.Single(raw.Headers.GetValues("X-Content-Type-Options"))));
        foreach (var mark in "<>&")
            Assert.DoesNotContain(mark, json);
        var before = await HistoryAsync(chat, "");
        foreach (var bad in new[] { emoji + "x", "", " ", "\n\n", "\u2003\u00a0" })
            (await SayAsync(chat, buyer, bad)).Is(422);
        foreach (var body in new[]
        {
            """{"sender_id":"7"}""", """{"message_text":"x"}""", """{"message_text":null,"sender_id":"7"}""", """{"message_text":"x\u0000","sender_id":"7"}""",
            """{"message_text":"\ud800","sender_id":"7"}""", """{"message_text":["x"],"sender_id":"7"}""", """{"message_text":"x","sender_id":""}""", "{", "[]",
        })
            Assert.NotEqual(0, (await PostAsync($"/chats/{chat}/messages", body)).Is(422)["detail"].GetArrayLength());
        (await PostAsync($"/chats/{chat}/messages", new StringContent("""{"message_text":"x","sender_id":"7"}""", Encoding.UTF8, "text/plain"))).Is(422);
        Assert.Equal(before, await HistoryAsync(chat, ""));
    }

    [Fact]
    public async Task Reading_marks_what_others_said_once_and_tells_how_much_it_was()
    {
        var (chat, buyer, seller) = await PairAsync();
        for (var i = 0; i < 3; i++)
            (await SayAsync(chat, buyer, $"{i}")).Is(200);
        (await SayAsync(chat, seller, "mine")).Is(200);
        Assert.Equal("""{"marked_as_read":3}""", (await PostAsync($"/chats/{chat}/read?user_id={seller}")).Is(200).Body.GetRawText());
        Assert.Equal(0, (await PostAsync($"/chats/{chat}/read?user_id={seller}")).Is(200)["marked_as_read"].GetInt32());
        Assert.Equal([true, true, true, false], (await GetAsync($"/chats/{chat}/messages")).Body.EnumerateArray().Select(message => message.GetProperty("is_read").GetBoolean()));
        Assert.Equal(1, (await PostAsync($"/chats/{chat}/read?user_id={buyer}")).Is(200)["marked_as_read"].GetInt32());
        Assert.Equal(0, (await GetAsync($"/chats/my?user_id={seller}&is_seller=true")).Body[0].GetProperty("unread_count").GetInt32());
        (await PostAsync($"/chats/{chat}/read")).Is(422);
    }

    [Fact]
    public async Task Where_words_are_taken_a_stranger_may_speak_and_read_and_is_neither_side()
    {
        var (chat, buyer, seller) = await PairAsync();
        (await SayAsync(chat, buyer, "hello")).Is(200);
        (await SayAsync(chat, "seller_1", "I am somebody else")).Is(200);
        Assert.Equal(2, (await PostAsync($"/chats/{chat}/read?user_id=test")).Is(200)["marked_as_read"].GetInt32());
        Assert.Equal([buyer, "seller_1"], (await GetAsync($"/chats/{chat}/messages")).Body.EnumerateArray().Select(message => message.GetProperty("sender_id").GetString()));
        var info = (await GetAsync($"/chats/{chat}/info")).Is(200);
        Assert.Equal((buyer, seller), (info["buyer_id"].GetString(), $"{info["seller_id"].GetInt32()}"));
        Assert.Equal("[]", (await GetAsync("/chats/my?user_id=seller_1")).Is(200).Body.GetRawText());
    }

    [Fact]
    public async Task One_sender_may_say_much_at_once_and_ids_grow()
    {
        var (chat, buyer, _) = await PairAsync();
        for (var i = 0; i < 150; i++)
            (await SayAsync(chat, buyer, $"{i}")).Is(200);
        var ids = (await GetAsync($"/chats/{chat}/messages?limit=500")).Body.EnumerateArray().Select(message => message.GetProperty("id").GetInt64()).ToList();
        Assert.Equal((150, true), (ids.Count, ids.SequenceEqual(ids.Order())));
    }

    private static IEnumerable<string> Range(int from, int count) => Enumerable.Range(from, count).Select(number => $"{number}");

    private async Task<IEnumerable<string>> HistoryAsync(long chat, string query)
        => (await GetAsync($"/chats/{chat}/messages{query}")).Is(200).Body.EnumerateArray().Select(message => message.GetProperty("message_text").GetString()!).ToList();
}
