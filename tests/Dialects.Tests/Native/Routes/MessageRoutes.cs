using System.Text.Json;

namespace Haggle.Dialects.Tests.Native.Routes;

public sealed class MessageRoutesOnSqlite(SqliteServer server) : MessageRoutes(server);

public sealed class MessageRoutesOnPostgreSql(PostgreSqlServer server) : MessageRoutes(server);

public abstract class MessageRoutes(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task A_message_comes_back_as_it_was_said()
    {
        var (olga, ivan, chat) = await DirectAsync();
        const string content = "  Ещё продаёте? <b>🚲</b> \"quoted\"\n";
        var said = (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content, payload = new { shown = "twice" }, author_id = ivan.Id, id = 1, ts = "x" })).Is(201);
        Assert.Equal((content, olga.Id, "text", 1L), (said["content"].GetString(), said["author_id"].GetInt64(), said["type"].GetString(), said["seq"].GetInt64()));
        var read = (await Wire.GetAsync($"/messages/{said.Id}", ivan)).Is(200);
        Assert.Equal((content, "twice", said["ts"].GetString()), (read["content"].GetString(), read["payload"].GetProperty("shown").GetString(), read["ts"].GetString()));
    }

    [Fact]
    public async Task A_repeat_of_the_clients_id_is_the_same_message_and_only_the_author_sees_that_id()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var first = (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = "Hello", client_message_id = "k1" })).Is(201);
        var second = (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = "Hello again", client_message_id = "k1" })).Is(200);
        Assert.Equal((first.Id, "Hello", "k1"), (second.Id, second["content"].GetString(), second["client_message_id"].GetString()));
        Assert.Equal(JsonValueKind.Null, (await Wire.GetAsync($"/messages/{first.Id}", ivan))["client_message_id"].ValueKind);
        (await Wire.PostAsync("/messages", ivan, new { chat_id = chat, content = "Hi", client_message_id = "k1" })).Is(201);
    }

    [Fact]
    public async Task Mistakes_in_a_message_name_the_field()
    {
        var (olga, _, chat) = await DirectAsync();
        (await Wire.PostAsync("/messages", olga, new { content = "Hello" })).IsInvalid("body.chat_id");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat })).IsInvalid("body.content");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = " \n" })).IsInvalid("body.content");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = new string('x', 10_001) })).IsInvalid("body.content");
        (await Wire.PostAsync("/messages", olga, $$"""{"chat_id": {{chat}}, "content": "a\u0000b"}""")).IsInvalid("body.content");
        (await Wire.PostAsync("/messages", olga, $$"""{"chat_id": {{chat}}, "content": "\ud800"}""")).IsInvalid("body.content");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = "Hello", type = "telepathy" })).IsInvalid("body.type");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = "Hello", type = "system" })).IsInvalid("body.type");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = "Hello", payload = new[] { 1 } })).IsInvalid("body.payload");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = "Hello", payload = new { text = new string('x', 8192) } })).IsInvalid("body.payload");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = "Hello", client_message_id = new string('x', 65) })).IsInvalid("body.client_message_id");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = "Hello", attachment_ids = new[] { 1 } })).IsInvalid("body.attachment_ids");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = "Hello", send_at = "2040-01-01T00:00:00Z" })).IsInvalid("body.send_at");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = "Hello", reply_to_id = 999_999_999 })).Is(404, "not_found");
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = string.Concat(Enumerable.Repeat("🚲", 10_000)) })).Is(201);
    }

    [Fact]
    public async Task What_is_too_long_to_be_read_is_refused_as_such()
    {
        var (olga, _, chat) = await DirectAsync();
        (await Wire.PostAsync("/messages", olga, new { chat_id = chat, content = new string('x', 300_000) })).Is(413, "too_large");
    }

    [Fact]
    public async Task A_reply_shows_what_it_replies_to()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var asked = await SayAsync(olga, chat, new string('x', 300));
        var reply = (await Wire.PostAsync("/messages", ivan, new { chat_id = chat, content = "Yes", reply_to_id = asked, mentions = new[] { olga.Id } })).Is(201)["reply_to"];
        Assert.Equal((asked, olga.Id, 200), (reply.GetProperty("id").GetInt64(), reply.GetProperty("author_id").GetInt64(), reply.GetProperty("content").GetString()!.Length));
        Assert.Equal(1, (await Wire.GetAsync($"/chats/{chat}", olga))["mention_count"].GetInt32());
    }

    [Fact]
    public async Task The_past_comes_in_pages_from_any_place()
    {
        var (olga, ivan, chat) = await DirectAsync();
        for (var number = 1; number <= 7; number++)
            await SayAsync(number % 2 == 0 ? olga : ivan, chat, $"{number}");
        Assert.Equal(("5 6 7", true, false), await PageAsync("limit=3"));
        Assert.Equal(("2 3 4", true, true), await PageAsync("limit=3&before_seq=5"));
        Assert.Equal(("1", false, true), await PageAsync("limit=3&before_seq=2"));
        Assert.Equal(("3 4 5", true, true), await PageAsync("limit=3&after_seq=2"));
        Assert.Equal(("7", true, false), await PageAsync("limit=3&after_seq=6"));
        Assert.Equal(("3 4 5", true, true), await PageAsync("limit=3&around_seq=4"));
        Assert.Equal(("", true, false), await PageAsync("after_seq=7"));
        (await Wire.GetAsync($"/chats/{chat}/messages?before_seq=3&after_seq=3", olga)).IsInvalid("query.before_seq");
        (await Wire.GetAsync($"/chats/{chat}/messages?before_seq=-1", olga)).IsInvalid("query.before_seq");
        (await Wire.GetAsync($"/chats/{chat}/messages?limit=500", olga)).IsInvalid("query.limit");

        async Task<(string, bool, bool)> PageAsync(string query)
        {
            var page = (await Wire.GetAsync($"/chats/{chat}/messages?{query}", olga)).Is(200);
            Assert.Equal(7, page["last_seq"].GetInt64());
            return (string.Join(' ', page.Items.Select(item => item.GetProperty("content").GetString())), page["has_more_before"].GetBoolean(), page["has_more_after"].GetBoolean());
        }
    }

    [Fact]
    public async Task An_edit_keeps_what_was_said_before()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var said = await SayAsync(olga, chat, "Helo");
        var edited = (await Wire.PatchAsync($"/messages/{said}", olga, new { content = "Hello" })).Is(200);
        Assert.Equal(("Hello", JsonValueKind.String, 1L), (edited["content"].GetString(), edited["edited_at"].ValueKind, edited["seq"].GetInt64()));
        Assert.Equal("Helo", Assert.Single((await Wire.GetAsync($"/messages/{said}/edits", ivan)).Is(200).Items).GetProperty("content").GetString());
        (await Wire.PatchAsync($"/messages/{said}", ivan, new { content = "Bye" })).Is(403, "forbidden");
        (await Wire.PatchAsync($"/messages/{said}", olga, new { content = " " })).IsInvalid("body.content");
        (await Wire.PatchAsync($"/messages/{said}", olga, new { })).IsInvalid("body.content");
        (await Wire.PatchAsync($"/messages/{said}", olga, new { content = "x", attachment_ids = new[] { 1 } })).IsInvalid("body.attachment_ids");
        (await Wire.PutAsync($"/blocks/{olga.Id}", ivan)).Is(204);
        (await Wire.PatchAsync($"/messages/{said}", olga, new { content = "Listen!" })).Is(403, "blocked");
    }

    [Fact]
    public async Task A_deleted_message_leaves_its_place_and_nothing_else()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var said = await SayAsync(olga, chat, "Secret");
        (await Wire.PatchAsync($"/messages/{said}", olga, new { content = "Still secret" })).Is(200);
        (await Wire.DeleteAsync($"/messages/{said}?for=everyone", ivan)).Is(403, "forbidden");
        (await Wire.DeleteAsync($"/messages/{said}?for=nobody", olga)).IsInvalid("query.for");
        (await Wire.DeleteAsync($"/messages/{said}?for=everyone", olga)).Is(204);
        (await Wire.DeleteAsync($"/messages/{said}", olga)).Is(204);
        var stone = (await Wire.GetAsync($"/messages/{said}", ivan)).Is(200);
        Assert.Equal(("", JsonValueKind.Null, JsonValueKind.String, 1L), (stone["content"].GetString(), stone["payload"].ValueKind, stone["deleted_at"].ValueKind, stone["seq"].GetInt64()));
        Assert.Empty((await Wire.GetAsync($"/messages/{said}/edits", ivan)).Is(200).Items);
        (await Wire.PatchAsync($"/messages/{said}", olga, new { content = "Back" })).Is(409, "conflict");
        Assert.Equal(0, (await Wire.GetAsync($"/chats/{chat}", ivan))["unread_count"].GetInt32());
    }

    [Fact]
    public async Task A_message_hidden_for_me_is_there_for_the_other()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var said = await SayAsync(olga, chat);
        (await Wire.DeleteAsync($"/messages/{said}?for=me", ivan)).Is(204);
        (await Wire.DeleteAsync($"/messages/{said}?for=me", ivan)).Is(204);
        (await Wire.GetAsync($"/messages/{said}", ivan)).Is(404, "not_found");
        Assert.Empty((await Wire.GetAsync($"/chats/{chat}/messages", ivan)).Ids);
        (await Wire.GetAsync($"/messages/{said}", olga)).Is(200);
    }

    [Fact]
    public async Task A_forwarded_message_says_where_it_is_from()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var anna = await AnnaAsync();
        var other = (await Wire.PostAsync("/chats/direct", olga, new { user_id = anna.Id })).Is(201).Id;
        var said = await SayAsync(ivan, chat, "1200 and it is yours");
        var copy = Assert.Single((await Wire.PostAsync($"/messages/{said}/forward", olga, new { chat_ids = new[] { other, other } })).Is(201).Items);
        Assert.Equal((other, olga.Id, "1200 and it is yours"), (copy.GetProperty("chat_id").GetInt64(), copy.GetProperty("author_id").GetInt64(), copy.GetProperty("content").GetString()));
        var origin = copy.GetProperty("forwarded_from");
        Assert.Equal((JsonValueKind.Null, ivan.Id), (origin.GetProperty("chat_id").ValueKind, origin.GetProperty("author_id").GetInt64()));
        (await Wire.PostAsync($"/messages/{said}/forward", ivan, new { chat_ids = new[] { other } })).Is(404, "not_found");
        (await Wire.PostAsync($"/messages/{said}/forward", olga, new { chat_ids = Array.Empty<long>() })).IsInvalid("body.chat_ids");
        (await Wire.PostAsync($"/messages/{said}/forward", olga, new { })).IsInvalid("body.chat_ids");
    }
}
