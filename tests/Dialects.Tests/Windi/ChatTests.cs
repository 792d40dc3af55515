using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Windi;

public sealed class ChatsOnSqlite(SqliteServer server) : ChatTests(server);

public sealed class ChatsOnPostgreSql(PostgreSqlServer server) : ChatTests(server);

/// <summary>Chats and who is in them. Source: contracts/windi.md, "Chats".</summary>
public abstract class ChatTests(NativeServer server) : WindiRoutes(server)
{
    [Fact]
    public async Task Chats_are_listed_by_their_last_message_in_pages_with_what_is_unread()
    {
        var (anna, ivan, olga) = (await PersonAsync("Anna"), await PersonAsync("Ivan"), await PersonAsync("Olga"));
        var (first, second, third) = (await GroupAsync(anna, "first", ivan), await GroupAsync(anna, "second", ivan, olga), await GroupAsync(anna, "third", ivan));
        Assert.Equal([third, second, first], await ListAsync(ivan, ""));
        var read = (await SendAsync(anna, first, "one")).Is(201).Id;
        (await SendAsync(ivan, first, "my own")).Is(201);
        (await SendAsync(anna, second, "two")).Is(201);
        (await SendAsync(olga, second, "three")).Is(201);
        Assert.Equal([second, first, third], await ListAsync(ivan, ""));
        Assert.Equal([second], await ListAsync(ivan, "?limit=1"));
        Assert.Equal([first, third], await ListAsync(ivan, "?limit=5&offset=1"));
        Assert.Empty(await ListAsync(ivan, "?offset=3"));
        Assert.Equal("2 1 0", await UnreadAsync());
        (await PostAsync($"/messages/{read}/read", ivan)).Is(200);
        Assert.Equal("2 0 0", await UnreadAsync());
        foreach (var wrong in new[] { "limit=0", "limit=x", "offset=-1", "offset=x" })
            (await GetAsync($"/chats?{wrong}", ivan)).Is(422);

        async Task<string> UnreadAsync() => string.Join(' ', (await GetAsync("/chats", ivan)).Is(200).Body.EnumerateArray().Select(chat => chat.GetProperty("unread_count").GetInt32()));
    }

    [Fact]
    public async Task Whoever_is_taken_out_hears_nothing_more_and_whoever_is_taken_in_hears_at_once()
    {
        var (anna, ivan, olga) = (await PersonAsync("Anna"), await PersonAsync("Ivan"), await PersonAsync("Olga"));
        var (chat, other) = (await GroupAsync(anna, "Yard", ivan), await GroupAsync(anna, "Cellar", ivan));
        await using var ivans = await ConnectAsync(ivan);
        await using var olgas = await ConnectAsync(olga);
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/participants/{ivan.Id}", anna)).Is(204);
        (await PostAsync($"/chats/{chat}/participants", anna, new { user_id = olga.Id })).Is(201);
        (await SendAsync(anna, chat, "among us")).Is(201);
        (await SendAsync(anna, other, "to Ivan")).Is(201);
        (await SendAsync(anna, chat, "again")).Is(201);
        await ivans.Frames.FirstAsync(frame => frame.GetProperty("text").GetString() == "to Ivan", "what is still for Ivan");
        await olgas.Frames.FirstAsync(frame => frame.GetProperty("text").GetString() == "again", "what is for Olga");
        Assert.Single(ivans.Frames.All);
        Assert.Equal(["among us", "again"], olgas.Frames.All.Select(frame => frame.GetProperty("text").GetString()));
        foreach (var path in new[] { $"/chats/{chat}", $"/messages/history/{chat}" })
            (await GetAsync(path, ivan)).Is(404);
    }

    [Fact]
    public async Task Who_made_a_group_leaves_it_last()
    {
        var (anna, ivan) = (await PersonAsync("Anna"), await PersonAsync("Ivan"));
        var chat = await GroupAsync(anna, "Yard", ivan);
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/participants/{anna.Id}", ivan)).Is(403);
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/participants/{anna.Id}", anna)).Is(400);
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/participants/{ivan.Id}", ivan)).Is(204);
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/participants/{ivan.Id}", anna)).Is(204); // gone is gone
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/participants/{anna.Id}", anna)).Is(204);
        (await GetAsync($"/chats/{chat}", anna)).Is(404);
    }

    [Fact]
    public async Task Mistakes_about_people_and_names_are_told_and_change_nothing()
    {
        var (anna, ivan, chat) = await PairAsync();
        var group = await GroupAsync(anna, "Yard");
        (await PostAsync("/chats", anna, new { chat_type = "personal", participant_ids = new[] { anna.Id } })).Is(422);
        (await PostAsync("/chats", anna, new { chat_type = "group", participant_ids = new[] { ivan.Id, 987654321 } })).Is(404);
        (await PostAsync("/chats", anna, new { chat_type = "group", name = new string('n', 256), participant_ids = new[] { ivan.Id } })).Is(422);
        (await PostAsync("/chats", anna, """{"chat_type": "group", "participant_ids": ["x"]}""")).Is(422);
        (await PostAsync($"/chats/{group}/participants", anna, new { user_id = 987654321 })).Is(404);
        (await PostAsync($"/chats/{group}/participants", anna, new { })).Is(422);
        (await PostAsync($"/chats/{chat}/participants", anna, new { user_id = (await PersonAsync("Olga")).Id })).Is(403);
        (await CallAsync(HttpMethod.Patch, $"/chats/{group}", anna, new { name = new string('n', 256) })).Is(422);
        (await CallAsync(HttpMethod.Patch, $"/chats/{chat}", anna, new { name = "Ours" })).Is(403);
        (await CallAsync(HttpMethod.Delete, $"/chats/{group}/participants/x", anna)).Is(422);
        Assert.Equal("Yard", (await GetAsync($"/chats/{group}", anna)).Is(200)["name"].GetString());
        Assert.Equal([group, chat], await ListAsync(anna, ""));
    }

    [Fact]
    public async Task Signing_out_ends_one_token_and_leaves_the_others_with_their_sockets()
    {
        var anna = await RegisterAsync("Anna");
        var there = anna with { Token = (await LoginAsync(anna.Email, Password)).Is(200)["access_token"].GetString()! };
        await using var here = await ConnectAsync(anna);
        await using var elsewhere = await ConnectAsync(there);
        (await PostAsync("/auth/logout", anna)).Is(204);
        Assert.Equal(1008, await here.ClosedAsync());
        (await PostAsync("/auth/logout", anna)).Is(401);
        var chat = await GroupAsync(there, "Yard");
        (await SendAsync(there, chat, "still here")).Is(201);
        await elsewhere.Frames.FirstAsync(frame => frame.GetProperty("text").GetString() == "still here", "the message");
    }

    [Fact]
    public async Task Who_signs_in_with_the_marketplace_has_no_password_to_change_here()
    {
        var anna = await PersonAsync("Anna");
        (await CallAsync(HttpMethod.Patch, "/auth/me", anna, new { password = "a longer one", current_password = "none" })).Is(400);
        (await CallAsync(HttpMethod.Patch, "/auth/me", anna, new { name = "" })).Is(422);
        (await CallAsync(HttpMethod.Patch, "/auth/me", anna, new { name = new string('n', 51) })).Is(422);
        Assert.Equal("Anna", (await GetAsync("/auth/me", anna)).Is(200)["name"].GetString());
    }

    private async Task<long> GroupAsync(Someone owner, string name, params Someone[] others)
        => (await PostAsync("/chats", owner, new { name, chat_type = "group", participant_ids = others.Select(one => one.Id) })).Is(201).Id;

    private async Task<IEnumerable<long>> ListAsync(Someone viewer, string query)
        => (await GetAsync($"/chats{query}", viewer)).Is(200).Body.EnumerateArray().Select(chat => chat.GetProperty("id").GetInt64());
}
