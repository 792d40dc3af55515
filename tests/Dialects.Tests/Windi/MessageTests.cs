using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Windi;

public sealed class MessagesOnSqlite(SqliteServer server) : MessageTests(server);

public sealed class MessagesOnPostgreSql(PostgreSqlServer server) : MessageTests(server);

/// <summary>Sending, reading and the history over REST, and chats. Source: contracts/windi.md, 4.3, 6 and 7.</summary>
public abstract class MessageTests(NativeServer server) : WindiRoutes(server)
{
    private static readonly string[] Fields = ["id", "chat_id", "sender_id", "text", "timestamp", "is_read", "client_message_id"];

    [Fact]
    public async Task A_sent_message_has_the_seven_fields_and_its_text_as_it_came()
    {
        var (anna, _, chat) = await PairAsync();
        const string text = "  <b>Ещё</b> & \"продаёте\"?\r\n\t😀 ";
        var answer = (await PostAsync("/messages", anna, new { chat_id = chat, text, sender_id = 1, client_message_id = "unique-1" })).Is(201);
        Assert.Equal(Fields, answer.Body.EnumerateObject().Select(field => field.Name));
        Assert.Equal((chat, anna.Id, text), (answer["chat_id"].GetInt64(), answer["sender_id"].GetInt64(), answer["text"].GetString()));
        Assert.Equal((false, "unique-1"), (answer["is_read"].GetBoolean(), answer["client_message_id"].GetString()));
        Assert.EndsWith("Z", answer["timestamp"].GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await SendAsync(anna, chat, "without")).Is(201)["client_message_id"].ValueKind);
    }

    [Fact]
    public async Task A_repeat_gets_the_stored_message_and_stores_nothing()
    {
        var (anna, ivan, chat) = await PairAsync();
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(anna, chat, "once", "key")));
        Assert.Single(tries.Select(answer => answer.Id).Distinct());
        Assert.Equal(1, tries.Count(answer => answer.Status == 201));
        Assert.Equal(7, tries.Count(answer => answer.Status == 200));
        (await SendAsync(ivan, chat, "the other one's key is another", "key")).Is(201);
        var other = (await PostAsync("/chats", anna, new { name = "G", chat_type = "group", participant_ids = new[] { ivan.Id } })).Is(201).Id;
        (await SendAsync(anna, other, "in another chat", "key")).Is(201);
        Assert.Equal(2, (await GetAsync($"/messages/history/{chat}", anna)).Is(200).Body.GetArrayLength());
    }

    [Theory]
    [InlineData("""{"text":"a"}""", "chat_id")]
    [InlineData("""{"chat_id":CHAT}""", "text")]
    [InlineData("""{"chat_id":"CHAT","text":"a"}""", "chat_id")]
    [InlineData("""{"chat_id":CHAT,"text":5}""", "text")]
    [InlineData("""{"chat_id":CHAT,"text":""}""", "text")]
    [InlineData("""{"chat_id":CHAT,"text":" \n\t\u00a0"}""", "text")]
    [InlineData("""{"chat_id":CHAT,"text":"a\u0000b"}""", "text")]
    [InlineData("""{"chat_id":CHAT,"text":"\ud800"}""", "text")]
    [InlineData("""{"chat_id":CHAT,"text":"a","client_message_id":"LONG"}""", "client_message_id")]
    public async Task A_message_with_a_mistake_is_refused_with_the_field(string body, string field)
    {
        var (anna, _, chat) = await PairAsync();
        var answer = (await PostAsync("/messages", anna, body.Replace("CHAT", $"{chat}", StringComparison.Ordinal).Replace("LONG", new string('k', 51), StringComparison.Ordinal))).Is(422);
        var place = string.Join('.', Assert.Single(answer["detail"].EnumerateArray()).GetProperty("loc").EnumerateArray().Select(step => step.GetString()));
        if (!body.Contains("ud800", StringComparison.Ordinal)) // half a pair is no JSON text at all to some parsers
            Assert.Equal($"body.{field}", place);
        Assert.Equal(0, (await GetAsync($"/messages/history/{chat}", anna)).Body.GetArrayLength());
    }

    [Fact]
    public async Task A_text_is_ten_thousand_code_points_long_and_not_one_more()
    {
        var (anna, _, chat) = await PairAsync();
        (await SendAsync(anna, chat, string.Concat(Enumerable.Repeat("😀", 10_000)))).Is(201);
        (await SendAsync(anna, chat, string.Concat(Enumerable.Repeat("😀", 10_001)))).Is(422);
        // Asks before it sends: who is refused in the middle of a long body may find the connection broken and no answer.
        (await CallAsync(HttpMethod.Post, "/messages", anna, $$"""{"chat_id": {{chat}}, "text": "{{new string('a', 2_000_000)}}"}""", ("Expect", "100-continue"))).Is(413);
    }

    [Fact]
    public async Task A_stranger_gets_404_for_everything_of_a_chat()
    {
        var (anna, _, chat) = await PairAsync();
        var message = (await SendAsync(anna, chat, "private")).Id;
        var stranger = await PersonAsync("Stranger");
        (await SendAsync(stranger, chat, "let me in")).Is(404);
        (await PostAsync($"/messages/{message}/read", stranger)).Is(404);
        (await GetAsync($"/messages/history/{chat}", stranger)).Is(404);
        (await GetAsync($"/chats/{chat}", stranger)).Is(404);
        (await SendAsync(anna, long.MaxValue, "nowhere")).Is(404);
        (await GetAsync("/messages/history/99999999999999999999999", anna)).Is(404);
        (await GetAsync("/messages/history/x", anna)).Is(422);
    }

    [Fact]
    public async Task The_history_is_a_bare_array_oldest_first_and_paged_from_the_oldest()
    {
        var (anna, ivan, chat) = await PairAsync();
        for (var i = 1; i <= 5; i++)
            await SendAsync(i % 2 == 0 ? ivan : anna, chat, $"{i}");
        Assert.Equal("1 2 3 4 5", await TextsAsync(""));
        Assert.Equal("2 3", await TextsAsync("?limit=2&offset=1"));
        Assert.Equal("1 2 3 4 5", await TextsAsync("?limit=100000"));
        Assert.Equal("", await TextsAsync("?offset=5"));
        foreach (var bad in new[] { "limit=0", "limit=-1", "limit=x", "offset=-1", "offset=1.5" })
            (await GetAsync($"/messages/history/{chat}?{bad}", anna)).Is(422);

        async Task<string> TextsAsync(string query)
            => string.Join(' ', (await GetAsync($"/messages/history/{chat}{query}", anna)).Is(200).Body.EnumerateArray().Select(message => message.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Reading_marks_the_message_for_everybody_and_repeats_are_fine()
    {
        var (anna, ivan, chat) = await PairAsync();
        var (first, second) = ((await SendAsync(anna, chat, "1")).Id, (await SendAsync(anna, chat, "2")).Id);
        Assert.False((await PostAsync($"/messages/{first}/read", anna)).Is(200)["message"].GetProperty("is_read").GetBoolean());
        var read = (await PostAsync($"/messages/{first}/read", ivan)).Is(200);
        Assert.Equal(("ok", true), (read["status"].GetString(), read["message"].GetProperty("is_read").GetBoolean()));
        (await PostAsync($"/messages/{first}/read", ivan)).Is(200);
        Assert.Equal("True False", await FlagsAsync(anna));
        (await PostAsync("/messages/read", ivan, new { chat_id = chat, up_to_message_id = second })).Is(200);
        Assert.Equal("True True", await FlagsAsync(ivan));
        (await PostAsync("/messages/999999999/read", ivan)).Is(404);

        async Task<string> FlagsAsync(Someone viewer)
            => string.Join(' ', (await GetAsync($"/messages/history/{chat}", viewer)).Body.EnumerateArray().Select(message => message.GetProperty("is_read").GetBoolean()));
    }

    [Fact]
    public async Task Chats_are_opened_once_for_a_pair_and_show_who_is_in_them()
    {
        var (anna, ivan, chat) = await PairAsync();
        var again = (await PostAsync("/chats", ivan, new { chat_type = "personal", participant_ids = new[] { anna.Id } })).Is(200);
        Assert.Equal(chat, again.Id);
        await SendAsync(anna, chat, "Привет");
        var view = (await GetAsync($"/chats/{chat}", ivan)).Is(200);
        Assert.Equal(["id", "name", "chat_type", "participants", "last_message", "unread_count"], view.Body.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("personal", 1, "Привет"), (view["chat_type"].GetString(), view["unread_count"].GetInt32(), view["last_message"].GetProperty("text").GetString()));
        Assert.Equal([anna.Id, ivan.Id], view["participants"].EnumerateArray().Select(one => one.GetProperty("id").GetInt64()).Order());
        (await PostAsync("/chats", anna, new { chat_type = "personal", participant_ids = new[] { 987654321 } })).Is(404);
        (await PostAsync("/chats", anna, new { chat_type = "personal", participant_ids = Array.Empty<long>() })).Is(422);
        (await PostAsync("/chats", anna, new { chat_type = "party", participant_ids = new[] { ivan.Id } })).Is(422);
    }

    [Fact]
    public async Task A_group_is_led_by_who_made_it_and_whoever_is_out_is_out()
    {
        var (anna, ivan, olga) = (await PersonAsync("Anna"), await PersonAsync("Ivan"), await PersonAsync("Olga"));
        var chat = (await PostAsync("/chats", anna, new { name = "Склад", chat_type = "group", participant_ids = new[] { ivan.Id } })).Is(201).Id;
        (await PostAsync($"/chats/{chat}/participants", ivan, new { user_id = olga.Id })).Is(403);
        (await PostAsync($"/chats/{chat}/participants", anna, new { user_id = olga.Id })).Is(201);
        (await PostAsync($"/chats/{chat}/participants", anna, new { user_id = olga.Id })).Is(200);
        Assert.Equal("Двор", (await CallAsync(HttpMethod.Patch, $"/chats/{chat}", anna, new { name = "Двор" })).Is(200)["name"].GetString());
        (await CallAsync(HttpMethod.Patch, $"/chats/{chat}", olga, new { name = "Мой" })).Is(403);
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/participants/{ivan.Id}", anna)).Is(204);
        (await SendAsync(ivan, chat, "still here?")).Is(404);
        (await GetAsync($"/messages/history/{chat}", ivan)).Is(404);
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/participants/{olga.Id}", olga)).Is(204);
        Assert.Equal([chat], (await GetAsync("/chats", anna)).Is(200).Body.EnumerateArray().Select(one => one.GetProperty("id").GetInt64()));
        Assert.Equal(0, (await GetAsync("/chats", olga)).Is(200).Body.GetArrayLength());
        Assert.Equal(0, (await GetAsync("/chats?offset=1", anna)).Is(200).Body.GetArrayLength());
    }

    [Fact]
    public async Task What_the_server_itself_says_in_a_group_is_no_message_of_this_wire()
    {
        var (anna, ivan) = (await PersonAsync("Anna"), await PersonAsync("Ivan"));
        var chat = (await PostAsync("/chats", anna, new { name = "G", chat_type = "group", participant_ids = Array.Empty<long>() })).Is(201).Id;
        await using var socket = await ConnectAsync(anna);
        (await PostAsync($"/chats/{chat}/participants", anna, new { user_id = ivan.Id })).Is(201);
        (await SendAsync(ivan, chat, "hello")).Is(201);
        await socket.Frames.FirstAsync(frame => frame.TryGetProperty("text", out var text) && text.GetString() == "hello", "the message");
        Assert.Single(socket.Frames.All);
        Assert.Equal(1, (await GetAsync($"/messages/history/{chat}", anna)).Body.GetArrayLength());
    }

    [Fact]
    public async Task The_last_message_is_one_that_somebody_said_and_nobody_took_back()
    {
        var (anna, ivan, olga) = (await PersonAsync("Anna"), await PersonAsync("Ivan"), await PersonAsync("Olga"));
        var chat = (await PostAsync("/chats", anna, new { name = "G", chat_type = "group", participant_ids = new[] { ivan.Id } })).Is(201).Id;
        (await PostAsync($"/chats/{chat}/participants", anna, new { user_id = olga.Id })).Is(201);
        Assert.Equal(JsonValueKind.Null, (await GetAsync($"/chats/{chat}", anna)).Is(200)["last_message"].ValueKind);
        (await SendAsync(anna, chat, "stays")).Is(201);
        var gone = (await SendAsync(anna, chat, "goes")).Is(201).Id;
        var byServer = gone + 1; // ids grow, and this is what the server says of the one who leaves
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/participants/{olga.Id}", anna)).Is(204);
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", anna.Token);
        using var deleted = await http.DeleteAsync(new Uri($"/api/v1/messages/{gone}", UriKind.Relative));
        Assert.True(deleted.IsSuccessStatusCode, $"{deleted.StatusCode}");
        foreach (var seen in new[] { (await GetAsync($"/chats/{chat}", ivan)).Is(200).Body, (await GetAsync("/chats", ivan)).Is(200).Body[0] })
            Assert.Equal("stays", seen.GetProperty("last_message").GetProperty("text").GetString());
        (await PostAsync($"/messages/{gone}/read", ivan)).Is(404);
        (await PostAsync($"/messages/{byServer}/read", ivan)).Is(404);
        Assert.Equal(["stays"], (await GetAsync($"/messages/history/{chat}", ivan)).Is(200).Body.EnumerateArray().Select(message => message.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Everybody_in_a_large_group_is_shown()
    {
        var anna = await PersonAsync("Anna");
        var others = new List<long>();
        for (var i = 0; i < 60; i++)
            others.Add((await PersonAsync($"Friend {i}")).Id);
        var chat = (await PostAsync("/chats", anna, new { name = "G", chat_type = "group", participant_ids = others })).Is(201).Id;
        (await SendAsync(anna, chat, "all here?")).Is(201);
        var seen = (await GetAsync($"/chats/{chat}", anna)).Is(200);
        Assert.Equal(others.Append(anna.Id).Order(), seen["participants"].EnumerateArray().Select(one => one.GetProperty("id").GetInt64()).Order());
        Assert.False(seen["last_message"].GetProperty("is_read").GetBoolean());
    }

    [Fact]
    public async Task People_are_found_by_name_and_without_their_emails()
    {
        var anna = await PersonAsync("Anna");
        var name = $"Zed{Guid.NewGuid().ToString("N")[..10]}";
        var zed = await PersonAsync(name);
        var found = Assert.Single((await GetAsync($"/users?q={name}", anna)).Is(200).Body.EnumerateArray());
        Assert.Equal(["id", "name"], found.EnumerateObject().Select(field => field.Name));
        Assert.Equal(zed.Id, found.GetProperty("id").GetInt64());
    }
}
