using System.Text.Json;

namespace Haggle.Dialects.Tests.Native.Routes;

public sealed class ChatRoutesOnSqlite(SqliteServer server) : ChatRoutes(server);

public sealed class ChatRoutesOnPostgreSql(PostgreSqlServer server) : ChatRoutes(server);

public abstract class ChatRoutes(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task A_direct_chat_is_one_for_two_people_and_named_after_both()
    {
        var (olga, ivan) = (await OlgaAsync(), await IvanAsync());
        var made = (await Wire.PostAsync("/chats/direct", olga, new { user_id = ivan.Id })).Is(201);
        Assert.Equal("Olga & Ivan", made["title"].GetString());
        Assert.False(made["is_group"].GetBoolean());
        Assert.Equal([olga.Id, ivan.Id], made["participants"].EnumerateArray().Select(person => person.GetProperty("id").GetInt64()).Order());
        Assert.Equal(ivan.Email, made["participants"].EnumerateArray().Single(person => person.GetProperty("id").GetInt64() == ivan.Id).GetProperty("email").GetString());
        Assert.Equal(made.Id, (await Wire.PostAsync("/chats/direct", ivan, new { user_id = olga.Id })).Is(200).Id);
    }

    [Fact]
    public async Task Of_many_who_open_the_same_chat_at_once_one_makes_it()
    {
        var (olga, ivan) = (await OlgaAsync(), await IvanAsync());
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(turn => turn % 2 == 0
            ? Wire.PostAsync("/chats/direct", olga, new { user_id = ivan.Id })
            : Wire.PostAsync("/chats/direct", ivan, new { user_id = olga.Id })));
        Assert.Single(opened.Select(answer => answer.Id).Distinct());
        Assert.Single(opened, answer => answer.Status == 201);
    }

    [Fact]
    public async Task Mistakes_in_a_body_name_the_field()
    {
        var olga = await OlgaAsync();
        (await Wire.PostAsync("/chats/direct", olga, new { })).IsInvalid("body.user_id");
        (await Wire.PostAsync("/chats/direct", olga, new { user_id = "seven" })).IsInvalid("body.user_id");
        (await Wire.PostAsync("/chats/direct", olga, new { user_id = 1.5 })).IsInvalid("body.user_id");
        (await Wire.PostAsync("/chats/direct", olga, new { user_id = olga.Id })).IsInvalid("body.user_id");
        (await Wire.PostAsync("/chats/direct", olga, "{")).IsInvalid("body");
        (await Wire.PostAsync("/chats/direct", olga, "[]")).IsInvalid("body");
        (await Wire.PostAsync("/chats/direct", olga)).IsInvalid("body");
        (await Wire.PostAsync("/chats/direct", olga, new { user_id = 999_999_999 })).Is(404, "not_found");
    }

    [Fact]
    public async Task Who_is_blocked_opens_no_new_chat_but_finds_the_old_one()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var anna = await AnnaAsync();
        (await Wire.PutAsync($"/blocks/{olga.Id}", ivan)).Is(204);
        (await Wire.PutAsync($"/blocks/{olga.Id}", anna)).Is(204);
        Assert.Equal(chat, (await Wire.PostAsync("/chats/direct", olga, new { user_id = ivan.Id })).Is(200).Id);
        (await Wire.PostAsync("/chats/direct", olga, new { user_id = anna.Id })).Is(403, "blocked");
        (await Wire.PostAsync("/chats/group", olga, new { title = "Cyclists", member_ids = new[] { anna.Id } })).Is(403, "blocked");
    }

    [Fact]
    public async Task A_group_is_owned_by_who_made_it_and_shows_no_addresses()
    {
        var (olga, ivan) = (await OlgaAsync(), await IvanAsync());
        var group = (await Wire.PostAsync("/chats/group", olga, new { title = " Cyclists ", member_ids = new[] { ivan.Id, olga.Id, ivan.Id }, description = "Rides" })).Is(201);
        Assert.Equal(("Cyclists", "Rides", "owner", 2), (group["title"].GetString(), group["description"].GetString(), group["my"].GetProperty("role").GetString(), group["participant_count"].GetInt32()));
        Assert.All(group["participants"].EnumerateArray(), person => Assert.Equal(person.GetProperty("id").GetInt64() == olga.Id, person.GetProperty("email").ValueKind == JsonValueKind.String));
        (await Wire.PostAsync("/chats/group", olga, new { member_ids = new[] { ivan.Id } })).IsInvalid("body.title");
        (await Wire.PostAsync("/chats/group", olga, new { title = new string('x', 129) })).IsInvalid("body.title");
        (await Wire.PostAsync("/chats/group", olga, new { title = "x", member_ids = Enumerable.Range(1_000_000, 200) })).IsInvalid("body.member_ids");
        (await Wire.PostAsync("/chats/group", olga, new { title = "x", member_ids = new[] { 999_999_999 } })).Is(404, "not_found");
    }

    [Fact]
    public async Task A_listing_chat_is_one_for_each_listing_buyer_and_seller()
    {
        var (olga, ivan) = (await OlgaAsync(), await IvanAsync());
        var id = $"bike-{olga.Id}";
        var listing = new { title = "Blue bicycle", price = new { amount = 129900, currency = "RUB" }, url = "https://shop.example/17" };
        var made = (await Wire.PostAsync("/chats/listing", olga, new { listing_id = id, seller_id = ivan.Id, listing })).Is(201);
        Assert.Equal(("listing", "Blue bicycle", "buyer"), (made["kind"].GetString(), made["title"].GetString(), made["my"].GetProperty("role").GetString()));
        Assert.False(made["listing"].GetProperty("verified").GetBoolean());
        Assert.Equal(made.Id, (await Wire.PostAsync("/chats/listing", olga, new { listing_id = id })).Is(200).Id);
        (await Wire.PostAsync("/chats/listing", ivan, new { listing_id = id })).Is(409, "conflict");
        (await Wire.PostAsync("/chats/listing", olga, new { listing_id = "unheard-of" })).IsInvalid("body.seller_id");
        (await Wire.PostAsync("/chats/listing", olga, new { seller_id = ivan.Id })).IsInvalid("body.listing_id");
        (await Wire.PostAsync("/chats/listing", olga, new { listing_id = "x", seller_id = ivan.Id, listing = new { title = "x", url = "javascript:alert(1)" } })).IsInvalid("body.url");
    }

    [Fact]
    public async Task Support_is_one_chat_that_opens_again()
    {
        var olga = await OlgaAsync();
        var made = (await Wire.PostAsync("/chats/support", olga, new { topic = "I cannot pay" })).Is(201);
        Assert.Equal(("support", "I cannot pay", 1), (made["kind"].GetString(), made["title"].GetString(), made["last_seq"].GetInt32()));
        Assert.Equal(made.Id, (await Wire.PostAsync("/chats/support", olga, new { topic = "Still not" })).Is(200).Id);
        (await Wire.PostAsync("/chats/support", olga, new { })).IsInvalid("body.topic");
    }

    [Fact]
    public async Task The_list_shows_pinned_chats_first_and_filters()
    {
        var (olga, ivan, direct) = await DirectAsync();
        var group = (await Wire.PostAsync("/chats/group", olga, new { title = "Cyclists", member_ids = new[] { ivan.Id } })).Is(201).Id;
        await SayAsync(ivan, group);
        Assert.Equal([group, direct], (await Wire.GetAsync("/chats", olga)).Is(200).Ids);
        (await Wire.PutAsync($"/chats/{direct}/settings", olga, new { pinned = true, labels = new[] { "red" } })).Is(200);
        Assert.Equal([direct, group], (await Wire.GetAsync("/chats", olga)).Ids);
        Assert.Equal([direct], (await Wire.GetAsync("/chats?kind=direct", olga)).Ids);
        Assert.Equal([direct], (await Wire.GetAsync("/chats?label=red", olga)).Ids);
        Assert.Equal([group], (await Wire.GetAsync("/chats?unread=true", olga)).Ids);
        Assert.Equal([group], (await Wire.GetAsync("/chats?role=owner", olga)).Ids);
        Assert.Equal([group], (await Wire.GetAsync("/chats?q=cycl", olga)).Ids);
        Assert.Empty((await Wire.GetAsync("/chats?archived=1", olga)).Ids);
        Assert.Empty((await Wire.GetAsync("/chats?status=archived", olga)).Ids);
        Assert.Empty((await Wire.GetAsync("/chats?listing_id=bike", olga)).Ids);
        var first = (await Wire.GetAsync("/chats?limit=1", olga)).Is(200);
        Assert.Equal([direct], first.Ids);
        Assert.Equal([group], (await Wire.GetAsync($"/chats?limit=1&cursor={Uri.EscapeDataString(first["next_cursor"].GetString()!)}", olga)).Is(200).Ids);
    }

    [Theory]
    [InlineData("limit=0", "query.limit")]
    [InlineData("limit=201", "query.limit")]
    [InlineData("limit=ten", "query.limit")]
    [InlineData("kind=friend", "query.kind")]
    [InlineData("status=open", "query.status")]
    [InlineData("unread=maybe", "query.unread")]
    [InlineData("role=king", "query.role")]
    public async Task Mistakes_in_a_query_name_the_parameter(string query, string place) => (await Wire.GetAsync($"/chats?{query}", await OlgaAsync())).IsInvalid(place);

    [Fact]
    public async Task A_cursor_of_nobodys_begins_anew() => (await Wire.GetAsync("/chats?cursor=%D1%8F", await OlgaAsync())).Is(200);

    [Fact]
    public async Task An_id_that_is_no_number_is_a_mistake_and_one_that_nobody_has_is_not_found()
    {
        var olga = await OlgaAsync();
        (await Wire.GetAsync("/chats/abc", olga)).IsInvalid("path.chat_id");
        (await Wire.GetAsync("/chats/1.5", olga)).IsInvalid("path.chat_id");
        (await Wire.GetAsync("/chats/0", olga)).Is(404, "not_found");
        (await Wire.GetAsync("/chats/-5", olga)).Is(404, "not_found");
        (await Wire.GetAsync("/chats/99999999999999999999999999", olga)).Is(404, "not_found");
    }

    [Fact]
    public async Task A_group_is_edited_field_by_field_and_null_clears()
    {
        var (olga, ivan, group) = await GroupAsync();
        var revision = (await Wire.GetAsync($"/chats/{group}", olga))["revision"].GetInt64();
        var edited = (await Wire.PatchAsync($"/chats/{group}", olga, new { description = "Rides", slow_mode_s = 10, send_by = "admins", history_for_new_members = false })).Is(200);
        Assert.Equal(("Cyclists", "Rides", 10, "admins", false, revision + 1), (
            edited["title"].GetString(), edited["description"].GetString(), edited["slow_mode_s"].GetInt32(), edited["send_by"].GetString(),
            edited["history_for_new_members"].GetBoolean(), edited["revision"].GetInt64()));
        Assert.Equal(JsonValueKind.Null, (await Wire.PatchAsync($"/chats/{group}", olga, new { description = (string?)null })).Is(200)["description"].ValueKind);
        (await Wire.PatchAsync($"/chats/{group}", olga, new { title = (string?)null })).IsInvalid("body.title");
        (await Wire.PatchAsync($"/chats/{group}", olga, new { slow_mode_s = "ten" })).IsInvalid("body.slow_mode_s");
        (await Wire.PatchAsync($"/chats/{group}", olga, new { slow_mode_s = 3601 })).IsInvalid("body.slow_mode_s");
        (await Wire.PatchAsync($"/chats/{group}", olga, new { send_by = "nobody" })).IsInvalid("body.send_by");
        (await Wire.PatchAsync($"/chats/{group}", ivan, new { title = "Mine" })).Is(403, "forbidden");
    }

    [Fact]
    public async Task An_edit_based_on_what_is_no_longer_so_is_refused()
    {
        var (olga, _, group) = await GroupAsync();
        var revision = (await Wire.GetAsync($"/chats/{group}", olga))["revision"].GetInt64();
        (await Wire.CallAsync(HttpMethod.Patch, $"/chats/{group}", olga, new { title = "Walkers" }, ("If-Match", $"\"{revision - 1}\""))).Is(412, "precondition_failed");
        (await Wire.CallAsync(HttpMethod.Patch, $"/chats/{group}", olga, new { title = "Walkers" }, ("If-Match", "something"))).Is(412, "precondition_failed");
        (await Wire.CallAsync(HttpMethod.Patch, $"/chats/{group}", olga, new { title = "Walkers" }, ("If-Match", $"{revision}"))).Is(200);
        (await Wire.CallAsync(Put, $"/chats/{group}/settings", olga, new { pinned = true }, ("If-Match", $"{revision}"))).Is(412, "precondition_failed");
        (await Wire.CallAsync(Put, $"/chats/{group}/settings", olga, new { pinned = true }, ("If-Match", $"W/\"{revision + 1}\""))).Is(200);
    }

    [Fact]
    public async Task A_closed_chat_refuses_messages_until_it_is_reopened()
    {
        var (olga, ivan, group) = await GroupAsync();
        (await Wire.PostAsync($"/chats/{group}/close", ivan)).Is(403, "forbidden");
        Assert.Equal("archived", (await Wire.PostAsync($"/chats/{group}/close", olga)).Is(200)["status"].GetString());
        (await Wire.PostAsync("/messages", ivan, new { chat_id = group, content = "Hello?" })).Is(409, "chat_closed");
        (await Wire.PostAsync($"/chats/{group}/close", olga)).Is(200);
        Assert.Equal("active", (await Wire.PostAsync($"/chats/{group}/reopen", olga)).Is(200)["status"].GetString());
        (await Wire.PostAsync("/messages", ivan, new { chat_id = group, content = "Hello?" })).Is(201);
    }

    [Fact]
    public async Task A_group_ends_for_everybody_by_its_owner_only()
    {
        var (olga, ivan, group) = await GroupAsync();
        (await Wire.DeleteAsync($"/chats/{group}", ivan)).Is(403, "forbidden");
        (await Wire.DeleteAsync($"/chats/{group}", olga)).Is(204);
        (await Wire.GetAsync($"/chats/{group}", olga)).Is(404, "not_found");
        (await Wire.GetAsync($"/chats/{group}", ivan)).Is(404, "not_found");
        (await Wire.PostAsync("/messages", ivan, new { chat_id = group, content = "Hello?" })).Is(404, "not_found");
        var (anna, _, direct) = await DirectAsync();
        (await Wire.DeleteAsync($"/chats/{direct}", anna)).Is(403, "forbidden");
    }

    [Fact]
    public async Task Clearing_the_history_hides_it_for_me_until_the_next_message()
    {
        var (olga, ivan, chat) = await DirectAsync();
        await SayAsync(ivan, chat);
        (await Wire.DeleteAsync($"/chats/{chat}/history", olga)).Is(204);
        Assert.Empty((await Wire.GetAsync("/chats", olga)).Ids);
        Assert.Empty((await Wire.GetAsync($"/chats/{chat}/messages", olga)).Is(200).Ids);
        Assert.Single((await Wire.GetAsync($"/chats/{chat}/messages", ivan)).Is(200).Ids);
        var next = await SayAsync(ivan, chat, "Are you there?");
        Assert.Equal([chat], (await Wire.GetAsync("/chats", olga)).Ids);
        Assert.Equal([next], (await Wire.GetAsync($"/chats/{chat}/messages", olga)).Is(200).Ids);
    }

    [Fact]
    public async Task My_settings_are_mine_alone_and_an_archived_chat_comes_back_with_a_message()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var settings = (await Wire.PutAsync($"/chats/{chat}/settings", olga, new { archived = true, note = "Wants cash", labels = new[] { "red", "red" }, notify = "mentions" })).Is(200);
        Assert.Equal((true, "Wants cash", "mentions"), (settings["archived"].GetBoolean(), settings["note"].GetString(), settings["notify"].GetString()));
        Assert.Equal(["red"], settings["labels"].EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(JsonValueKind.Null, (await Wire.GetAsync($"/chats/{chat}", ivan))["my"].GetProperty("note").ValueKind);
        Assert.Equal([chat], (await Wire.GetAsync("/chats?archived=true", olga)).Ids);
        await SayAsync(ivan, chat);
        Assert.Equal([chat], (await Wire.GetAsync("/chats", olga)).Ids);
        var cleared = (await Wire.PutAsync($"/chats/{chat}/settings", olga, new { note = (string?)null, muted_until = "2040-01-01T03:00:00+03:00" })).Is(200);
        Assert.Equal((JsonValueKind.Null, "2040-01-01T00:00:00.000000Z"), (cleared["note"].ValueKind, cleared["muted_until"].GetString()));
        (await Wire.PutAsync($"/chats/{chat}/settings", olga, new { muted_until = "tomorrow" })).IsInvalid("body.muted_until");
        (await Wire.PutAsync($"/chats/{chat}/settings", olga, new { notify = "never" })).IsInvalid("body.notify");
        (await Wire.PutAsync($"/chats/{chat}/settings", olga, new { pinned = (bool?)null })).IsInvalid("body.pinned");
    }
}
