using System.Net;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.GameTrade;

public sealed class ChatsOnSqlite(SqliteDeals server) : ChatTests(server);

public sealed class ChatsOnPostgreSql(PostgreSqlDeals server) : ChatTests(server);

/// <summary>Who calls, chats, and the other services' endpoints. Source: contracts/gametrade.md, sections 3, 4, 6 and 8.</summary>
public abstract class ChatTests(DealServer server) : GameTradeRoutes(server)
{
    private static readonly string[] Fields =
        ["id", "type", "status", "title", "listing_id", "transaction_id", "chat_metadata", "created_at", "updated_at", "participants", "moderators", "unread_count", "last_message"];

    [Fact]
    public async Task The_service_says_that_it_lives_to_anybody()
    {
        var health = (await GetAsync("/health", null)).Is(200);
        Assert.Equal(("healthy", "chat"), (health["status"].GetString(), health["service"].GetString()));
        Assert.Equal("Chat Service API", (await GetAsync("/", null)).Is(200)["message"].GetString());
        (await GetAsync("/api/chat/health", null)).Is(200);
    }

    [Fact]
    public async Task A_chat_is_new_every_time_and_says_every_field()
    {
        var (buyer, seller) = (Trader(), Trader());
        var wanted = new { participant_ids = new[] { seller.Id, seller.Id, buyer.Id }, type = "listing", title = "Sword", listing_id = 7, transaction_id = 9, chat_metadata = new { k = 1 } };
        var chat = (await PostAsync("/chats", buyer, wanted)).Is(201);
        Assert.Equal(Fields, chat.Body.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("listing", "active", "Sword", 7, 9, 0), (chat["type"].GetString(), chat["status"].GetString(), chat["title"].GetString(), chat["listing_id"].GetInt32(),
            chat["transaction_id"].GetInt32(), chat["unread_count"].GetInt32()));
        Assert.Equal("""{"k":1}""", chat["chat_metadata"].GetRawText());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$", chat["created_at"].GetString());
        var people = chat["participants"].EnumerateArray().ToList();
        Assert.Equal([(buyer.Id, "admin"), (seller.Id, "participant")], people.Select(one => (one.GetProperty("user_id").GetInt32(), one.GetProperty("role").GetString())).OrderBy(one => one.Item1));
        Assert.Equal(["id", "user_id", "role", "is_muted", "joined_at", "last_read_at"], people[0].EnumerateObject().Select(field => field.Name));
        Assert.NotEqual(chat.Id, (await PostAsync("/chats", buyer, wanted)).Is(201).Id);
        var bare = (await PostAsync("/chats", buyer, new { participant_ids = Array.Empty<int>() })).Is(201);
        Assert.Equal(JsonValueKind.Null, bare["title"].ValueKind);
        Assert.Single(bare["participants"].EnumerateArray());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"participant_ids":"1"}""")]
    [InlineData("""{"participant_ids":[1.5]}""")]
    [InlineData("""{"participant_ids":[0]}""")]
    [InlineData("""{"participant_ids":[2147483648]}""")]
    [InlineData("""{"participant_ids":[2],"type":"party"}""")]
    [InlineData("""{"participant_ids":[2],"title":"LONG"}""")]
    [InlineData("""{"participant_ids":[2],"title":"a\u0000"}""")]
    [InlineData("""{"participant_ids":[2],"chat_metadata":[1]}""")]
    [InlineData("""{"participant_ids":[2],"listing_id":2147483648}""")]
    [InlineData("no json")]
    public async Task A_chat_with_a_mistake_is_refused(string body)
        => Assert.Equal(JsonValueKind.Array, (await PostAsync("/chats", Trader(), body.Replace("LONG", new string('t', 256), StringComparison.Ordinal))).Is(422)["detail"].ValueKind);

    [Fact]
    public async Task The_list_is_paged_by_number_newest_activity_first()
    {
        var (buyer, seller) = (Trader(), Trader());
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
            ids.Add((await PostAsync("/chats", buyer, new { participant_ids = new[] { seller.Id }, title = $"{i}" })).Is(201).Id);
        await SendAsync(buyer, ids[1], new string('я', 101));
        var first = (await GetAsync("/chats?page_size=2", seller)).Is(200);
        Assert.Equal((5, 1, 3), (first["total"].GetInt32(), first["page"].GetInt32(), first["pages"].GetInt32()));
        var newest = first["chats"][0];
        Assert.Equal((ids[1], 1, new string('я', 100) + "..."), (newest.GetProperty("id").GetInt64(), newest.GetProperty("unread_count").GetInt32(), newest.GetProperty("last_message").GetString()));
        Assert.Equal([ids[3], ids[2]], await IdsAsync("/chats?page=2&page_size=2&x=y"));
        Assert.Empty(await IdsAsync("/chats?page=4&page_size=2"));
        Assert.Empty(await IdsAsync("/chats?status=archived"));
        Assert.Empty(await IdsAsync("/chats?status=nonsense"));
        foreach (var bad in new[] { "page=0", "page_size=0", "page_size=101", "page=x" })
            (await GetAsync($"/chats?{bad}", seller)).Is(422);
        Assert.Equal(0, (await GetAsync("/chats", Trader())).Is(200)["pages"].GetInt32());

        async Task<long[]> IdsAsync(string path) => [.. (await GetAsync(path, seller)).Is(200)["chats"].EnumerateArray().Select(chat => chat.GetProperty("id").GetInt64())];
    }

    [Fact]
    public async Task Whoever_is_in_a_chat_changes_it_and_nobody_else_learns_that_it_is_there()
    {
        var (buyer, seller, chat) = await DealAsync();
        var changed = (await PatchAsync($"/chats/{chat}", seller, new { title = "Axe", status = "archived", chat_metadata = new { a = "b" } })).Is(200);
        Assert.Equal(("Axe", "archived", """{"a":"b"}"""), (changed["title"].GetString(), changed["status"].GetString(), changed["chat_metadata"].GetRawText()));
        var same = (await PatchAsync($"/chats/{chat}", buyer, new { status = "active" })).Is(200);
        Assert.Equal(("Axe", 7, JsonValueKind.Null), (same["title"].GetString(), same["listing_id"].GetInt32(), same["unread_count"].ValueKind));
        (await PatchAsync($"/chats/{chat}", buyer, new { status = "resolved" })).Is(403);
        (await PatchAsync($"/chats/{chat}", buyer, new { status = "open" })).Is(422);
        (await PatchAsync($"/chats/{chat}", buyer, new { title = new string('t', 256) })).Is(422);
        var stranger = Trader();
        Assert.Contains((await PatchAsync($"/chats/{chat}", stranger, new { title = "Mine" })).Status, new[] { 403, 404 });
        (await GetAsync($"/chats/{chat}", stranger)).Is(404);
        (await GetAsync("/chats/99999999999", buyer)).Is(404);
        (await GetAsync("/chats/x", buyer)).Is(422);
    }

    [Fact]
    public async Task Nobody_calls_without_a_token_that_the_auth_service_vouches_for()
    {
        var (buyer, _, chat) = await DealAsync();
        var refresh = Trader("admin");
        Auth.Doubt(refresh.Token, HttpStatusCode.Unauthorized);
        var locked = Trader();
        Auth.Doubt(locked.Token, HttpStatusCode.Forbidden);
        foreach (var caller in new[] { null, new Trader(1, "unknown"), refresh, locked })
            foreach (var (method, path) in new[] { ("GET", "/chats"), ("POST", "/chats"), ("GET", $"/chats/{chat}"), ("PATCH", $"/chats/{chat}"), ("POST", $"/chats/{chat}/messages"),
                ("GET", $"/chats/{chat}/messages"), ("PATCH", $"/chats/{chat}/messages/1"), ("DELETE", $"/chats/{chat}/messages/1"), ("POST", $"/chats/{chat}/read"),
                ("POST", $"/chats/{chat}/moderator"), ("POST", $"/chats/{chat}/resolve") })
                Assert.Equal("Bearer", (await CallAsync(new HttpMethod(method), path, caller, method == "GET" ? null : "nonsense")).Is(401).Headers.WwwAuthenticate.ToString());
        (await CallAsync(HttpMethod.Get, $"/chats?token={buyer.Token}", null)).Is(401);
        (await CallAsync(HttpMethod.Get, "/chats", null, null, ("Authorization", $"bearer {buyer.Token}"))).Is(200);
    }

    [Fact]
    public async Task The_other_services_make_and_link_chats_with_the_shared_token_alone()
    {
        var (buyer, seller) = (Trader(), Trader());
        var wanted = new { participant_ids = new[] { buyer.Id, seller.Id }, type = "listing", title = "Sale", listing_id = 3 };
        (await PostAsync("/chats/system/create", null, wanted)).Is(401);
        (await PostAsync("/chats/system/create?system_token=wrong", null, wanted)).Is(401);
        (await PostAsync("/chats/system/create", buyer, wanted)).Is(401);
        var query = $"?system_token={Uri.EscapeDataString(DealServer.SystemToken)}";
        var chat = (await PostAsync($"/chats/system/create{query}", null, wanted)).Is(201);
        Assert.Equal([(buyer.Id, "admin"), (seller.Id, "participant")],
            chat["participants"].EnumerateArray().Select(one => (one.GetProperty("user_id").GetInt32(), one.GetProperty("role").GetString())).OrderBy(one => one.Item1));
        Assert.Equal(chat.Id, (await GetAsync($"/chats/{chat.Id}", seller)).Is(200).Id);
        (await CallAsync(HttpMethod.Put, $"/chats/{chat.Id}", buyer, new { transaction_id = 5 })).Is(401);
        var linked = (await CallAsync(HttpMethod.Put, $"/chats/{chat.Id}", null, new { transaction_id = 5 }, ("X-System-Token", DealServer.SystemToken))).Is(200);
        Assert.Equal((5, 3, "Sale"), (linked["transaction_id"].GetInt32(), linked["listing_id"].GetInt32(), linked["title"].GetString()));
        (await CallAsync(HttpMethod.Put, $"/chats/99999999{query}", null, new { transaction_id = 5 })).Is(404);
        Assert.Equal(JsonValueKind.Array, (await PostAsync($"/chats/system/create{query}", null, new { participant_ids = Array.Empty<int>() })).Is(201)["participants"].ValueKind);
    }

    [Fact]
    public async Task A_moderator_is_called_in_reads_along_and_decides()
    {
        var (buyer, seller, chat) = await DealAsync();
        var (judge, admin) = (Trader("user", "moderator"), Trader("admin"));
        (await PostAsync($"/chats/{chat}/moderator", buyer, new { moderator_id = judge.Id })).Is(403);
        (await GetAsync($"/chats/{chat}", judge)).Is(404);
        (await PostAsync($"/chats/{chat}/moderator", admin, new { })).Is(422);
        (await PostAsync("/chats/99999999/moderator", admin, new { moderator_id = judge.Id })).Is(404);
        Assert.NotEmpty((await PostAsync($"/chats/{chat}/moderator", admin, new { moderator_id = judge.Id, reason = "dispute" })).Is(200)["message"].GetString()!);
        (await PostAsync($"/chats/{chat}/moderator", judge, new { moderator_id = judge.Id })).Is(200);
        var seen = (await GetAsync($"/chats/{chat}", judge)).Is(200);
        Assert.Equal("disputed", seen["status"].GetString());
        Assert.Equal([buyer.Id, seller.Id], seen["participants"].EnumerateArray().Select(one => one.GetProperty("user_id").GetInt32()).Order());
        var called = Assert.Single(seen["moderators"].EnumerateArray());
        Assert.Equal(["id", "moderator_id", "assigned_by", "reason", "is_active", "resolved_at", "resolution_notes", "created_at"], called.EnumerateObject().Select(field => field.Name));
        Assert.Equal((judge.Id, admin.Id, "dispute", true), (called.GetProperty("moderator_id").GetInt32(), called.GetProperty("assigned_by").GetInt32(), called.GetProperty("reason").GetString(), called.GetProperty("is_active").GetBoolean()));
        (await GetAsync($"/chats/{chat}/messages", judge)).Is(200);
        (await PatchAsync($"/chats/{chat}", buyer, new { status = "active" })).Is(403);
        (await SendAsync(buyer, chat, "Where is my sword?")).Is(201);

        (await PostAsync($"/chats/{chat}/resolve", buyer, new { resolution_notes = "mine" })).Is(403);
        (await PostAsync($"/chats/{chat}/resolve", admin, new { resolution_notes = "not called in" })).Is(404);
        (await PostAsync($"/chats/{chat}/resolve", judge, new { })).Is(422);
        (await PostAsync($"/chats/{chat}/resolve", judge, new { resolution_notes = "money back" })).Is(200);
        (await PostAsync($"/chats/{chat}/resolve", judge, new { resolution_notes = "again" })).Is(404);
        (await GetAsync($"/chats/{chat}", judge)).Is(404);
        var settled = (await GetAsync($"/chats/{chat}", seller)).Is(200);
        Assert.Equal("resolved", settled["status"].GetString());
        var verdict = Assert.Single(settled["moderators"].EnumerateArray());
        Assert.Equal((false, "money back"), (verdict.GetProperty("is_active").GetBoolean(), verdict.GetProperty("resolution_notes").GetString()));
        Assert.NotNull(verdict.GetProperty("resolved_at").GetString());
        (await PostAsync($"/chats/{chat}/moderator", judge, new { moderator_id = judge.Id })).Is(200);
        Assert.Equal(("disputed", 2), (await GetAsync($"/chats/{chat}", seller)) is var again ? (again["status"].GetString(), again["moderators"].GetArrayLength()) : default);
    }
}
