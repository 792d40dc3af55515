namespace Haggle.Dialects.Tests.Native.Routes;

public sealed class MemberRoutesOnSqlite(SqliteServer server) : MemberRoutes(server);

public sealed class MemberRoutesOnPostgreSql(PostgreSqlServer server) : MemberRoutes(server);

public abstract class MemberRoutes(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task Members_come_a_page_at_a_time_in_order_of_joining()
    {
        var (olga, ivan, group) = await GroupAsync();
        var anna = await AnnaAsync();
        Assert.Equal([anna.Id], (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = new[] { anna.Id, ivan.Id } })).Is(201).Ids);
        var first = (await Wire.GetAsync($"/chats/{group}/members?limit=2", anna)).Is(200);
        Assert.Equal([olga.Id, ivan.Id], first.Ids.Order());
        var rest = (await Wire.GetAsync($"/chats/{group}/members?limit=2&cursor={Uri.EscapeDataString(first["next_cursor"].GetString()!)}", anna)).Is(200);
        Assert.Equal([anna.Id], rest.Ids);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, rest["next_cursor"].ValueKind);
    }

    [Fact]
    public async Task Who_is_added_is_announced_by_a_line_of_the_server()
    {
        var (olga, _, group) = await GroupAsync();
        var anna = await AnnaAsync();
        (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = new[] { anna.Id } })).Is(201);
        var line = Assert.Single((await Wire.GetAsync($"/chats/{group}/messages", anna)).Is(200).Items);
        Assert.Equal(("system", "Olga added Anna"), (line.GetProperty("type").GetString(), line.GetProperty("content").GetString()));
        var fact = line.GetProperty("payload");
        Assert.Equal(("member_added", olga.Id, anna.Id), (fact.GetProperty("kind").GetString(), fact.GetProperty("by_id").GetInt64(), fact.GetProperty("user_ids")[0].GetInt64()));
    }

    [Fact]
    public async Task Members_are_added_by_those_who_lead_and_nobody_twice()
    {
        var (olga, ivan, group) = await GroupAsync();
        var anna = await AnnaAsync();
        (await Wire.PostAsync($"/chats/{group}/members", ivan, new { user_ids = new[] { anna.Id } })).Is(403, "forbidden");
        (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = new[] { ivan.Id } })).Is(409, "already_member");
        (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = Array.Empty<long>() })).IsInvalid("body.user_ids");
        (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = new[] { 999_999_999 } })).Is(404, "not_found");
        (await Wire.PutAsync($"/blocks/{olga.Id}", anna)).Is(204);
        (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = new[] { anna.Id } })).Is(403, "blocked");
    }

    [Fact]
    public async Task A_group_of_two_hundred_is_full()
    {
        var (olga, _, group) = await GroupAsync();
        var guests = new List<long>();
        for (var number = 0; number < 199; number++)
            guests.Add((await Wire.PostAsync("/auth/guest", null, new { })).Is(201)["user"].GetProperty("id").GetInt64());
        (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = guests })).Is(409, "chat_full");
        (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = guests.Take(198) })).Is(201);
        (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = guests.TakeLast(1) })).Is(409, "chat_full");
    }

    [Fact]
    public async Task The_owner_hands_the_group_over_before_leaving_it()
    {
        var (olga, ivan, group) = await GroupAsync();
        (await Wire.DeleteAsync($"/chats/{group}/members/{olga.Id}", olga)).Is(409, "last_owner");
        Assert.Equal("owner", (await Wire.PatchAsync($"/chats/{group}/members/{ivan.Id}", olga, new { role = "owner" })).Is(200)["role"].GetString());
        Assert.Equal("admin", (await Wire.GetAsync($"/chats/{group}", olga))["my"].GetProperty("role").GetString());
        (await Wire.DeleteAsync($"/chats/{group}/members/{olga.Id}", olga)).Is(204);
        (await Wire.GetAsync($"/chats/{group}", olga)).Is(404, "not_found");
    }

    [Fact]
    public async Task Roles_are_given_by_those_who_lead()
    {
        var (olga, ivan, group) = await GroupAsync();
        Assert.Equal("reader", (await Wire.PatchAsync($"/chats/{group}/members/{ivan.Id}", olga, new { role = "reader" })).Is(200)["role"].GetString());
        (await Wire.PostAsync("/messages", ivan, new { chat_id = group, content = "Hello" })).Is(403, "read_only");
        (await Wire.PatchAsync($"/chats/{group}/members/{ivan.Id}", ivan, new { role = "admin" })).Is(403, "forbidden");
        (await Wire.PatchAsync($"/chats/{group}/members/{ivan.Id}", olga, new { role = "king" })).IsInvalid("body.role");
        (await Wire.PatchAsync($"/chats/{group}/members/{ivan.Id}", olga, new { role = "seller" })).IsInvalid("body.role");
        (await Wire.PatchAsync($"/chats/{group}/members/999999999", olga, new { role = "admin" })).Is(404, "not_found");
        (await Wire.PatchAsync($"/chats/{group}/members/me", olga, new { role = "admin" })).IsInvalid("path.user_id");
    }

    [Fact]
    public async Task Who_is_removed_reads_and_says_nothing_from_then_on()
    {
        var (olga, ivan, group) = await GroupAsync();
        var said = await SayAsync(olga, group);
        (await Wire.DeleteAsync($"/chats/{group}/members/{olga.Id}", ivan)).Is(403, "forbidden");
        (await Wire.DeleteAsync($"/chats/{group}/members/{ivan.Id}", olga)).Is(204);
        (await Wire.DeleteAsync($"/chats/{group}/members/{ivan.Id}", olga)).Is(204);
        (await Wire.GetAsync($"/chats/{group}/messages", ivan)).Is(404, "not_found");
        (await Wire.GetAsync($"/messages/{said}", ivan)).Is(404, "not_found");
        (await Wire.PostAsync("/messages", ivan, new { chat_id = group, content = "Hello" })).Is(404, "not_found");
        Assert.Empty((await Wire.GetAsync("/chats", ivan)).Ids);
    }

    [Fact]
    public async Task Chats_of_two_cannot_be_left()
    {
        var (olga, ivan, chat) = await DirectAsync();
        (await Wire.DeleteAsync($"/chats/{chat}/members/{olga.Id}", olga)).Is(403, "forbidden");
        (await Wire.DeleteAsync($"/chats/{chat}/members/{ivan.Id}", olga)).Is(403, "forbidden");
    }
}
