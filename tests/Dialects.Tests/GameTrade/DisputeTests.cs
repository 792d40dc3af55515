using System.Text.Json;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.GameTrade;

public sealed class DisputesOnSqlite(SqliteDeals server) : DisputeTests(server);

public sealed class DisputesOnPostgreSql(PostgreSqlDeals server) : DisputeTests(server);

/// <summary>Moderators, verdicts and the state of a chat. Source: contracts/gametrade.md, "Chats".</summary>
public abstract class DisputeTests(DealServer server) : GameTradeRoutes(server)
{
    [Fact]
    public async Task Several_moderators_may_be_at_work_and_one_verdict_resolves_the_chat()
    {
        var (buyer, _, chat) = await DealAsync();
        var (one, other, admin) = (Trader("moderator"), Trader("user", "moderator"), Trader("admin"));
        await CallInAsync(one, chat, one);
        await CallInAsync(admin, chat, other);
        (await GetAsync($"/chats/{chat}/messages", other)).Is(200);
        (await PostAsync($"/chats/{chat}/resolve", one, new { resolution_notes = "money back" })).Is(200);
        var seen = (await GetAsync($"/chats/{chat}", buyer)).Is(200);
        Assert.Equal("resolved", seen["status"].GetString());
        Assert.Equal([(one.Id, one.Id, false), (other.Id, admin.Id, true)], seen["moderators"].EnumerateArray().Select(call
            => (call.GetProperty("moderator_id").GetInt32(), call.GetProperty("assigned_by").GetInt32(), call.GetProperty("is_active").GetBoolean())));
        (await GetAsync($"/chats/{chat}", one)).Is(404);
        (await GetAsync($"/chats/{chat}", other)).Is(200);
        (await PostAsync($"/chats/{chat}/resolve", other, new { resolution_notes = "so it stays" })).Is(200);
        Assert.Equal("resolved", (await GetAsync($"/chats/{chat}", buyer)).Is(200)["status"].GetString());
    }

    [Fact]
    public async Task A_chat_becomes_disputed_whatever_it_was()
    {
        var judge = Trader("moderator");
        foreach (var before in new[] { "active", "archived", "disputed" })
        {
            var (buyer, _, chat) = await DealAsync();
            (await PatchAsync($"/chats/{chat}", buyer, new { status = before })).Is(200);
            for (var time = 0; time < 2; time++) // the second finds it resolved
            {
                await CallInAsync(judge, chat, judge);
                Assert.Equal("disputed", (await GetAsync($"/chats/{chat}", buyer)).Is(200)["status"].GetString());
                (await PostAsync($"/chats/{chat}/resolve", judge, new { resolution_notes = "done" })).Is(200);
                Assert.Equal("resolved", (await GetAsync($"/chats/{chat}", buyer)).Is(200)["status"].GetString());
            }
        }
    }

    [Fact]
    public async Task What_a_moderator_has_resolved_its_people_do_not_open_again()
    {
        var (buyer, seller, chat) = await DealAsync();
        var judge = Trader("moderator");
        await CallInAsync(judge, chat, judge);
        (await PostAsync($"/chats/{chat}/resolve", judge, new { resolution_notes = "done" })).Is(200);
        foreach (var who in new[] { buyer, seller })
            foreach (var status in new[] { "active", "archived", "disputed" })
                (await PatchAsync($"/chats/{chat}", who, new { status })).Is(403);
        Assert.Equal("Axe", (await PatchAsync($"/chats/{chat}", buyer, new { title = "Axe", status = "resolved" })).Is(200)["title"].GetString());
        (await SendAsync(buyer, chat, "But…")).Is(403);
        Assert.Equal(0, (await GetAsync($"/chats/{chat}/messages", buyer)).Is(200)["total"].GetInt32());
    }

    [Fact]
    public async Task In_an_archived_chat_nothing_new_is_said_until_somebody_takes_it_out_again()
    {
        var (buyer, seller, chat) = await DealAsync();
        (await PatchAsync($"/chats/{chat}", seller, new { status = "archived" })).Is(200);
        (await SendAsync(buyer, chat, "Still there?")).Is(403);
        (await PostAsync($"/chats/{chat}/read", buyer)).Is(204);
        (await PatchAsync($"/chats/{chat}", buyer, new { status = "active" })).Is(200);
        (await SendAsync(buyer, chat, "Still there?")).Is(201);
        (await PatchAsync($"/chats/{chat}", seller, new { status = "disputed" })).Is(200);
        (await SendAsync(buyer, chat, "Why?")).Is(201);
    }

    [Fact]
    public async Task While_a_dispute_runs_its_people_rename_the_chat_and_do_not_end_the_dispute()
    {
        var (buyer, seller, chat) = await DealAsync();
        var judge = Trader("moderator");
        await CallInAsync(judge, chat, judge);
        foreach (var status in new[] { "active", "archived", "resolved" })
            foreach (var who in new[] { buyer, seller })
                (await PatchAsync($"/chats/{chat}", who, new { status, title = "Mine" })).Is(403);
        (await PatchAsync($"/chats/{chat}", judge, new { title = "Mine" })).Is(404);
        var same = (await PatchAsync($"/chats/{chat}", buyer, new { status = "disputed", title = "Axe" })).Is(200);
        Assert.Equal(("disputed", "Axe"), (same["status"].GetString(), same["title"].GetString()));
    }

    [Fact]
    public async Task A_party_that_is_a_moderator_is_called_in_like_any_other_and_stays_in_the_chat()
    {
        var (judge, seller) = (Trader("moderator"), Trader());
        var chat = (await PostAsync("/chats", judge, new { participant_ids = new[] { seller.Id } })).Is(201).Id;
        await CallInAsync(judge, chat, judge);
        (await PostAsync($"/chats/{chat}/resolve", judge, new { resolution_notes = "my own" })).Is(200);
        Assert.Equal(2, (await GetAsync($"/chats/{chat}", judge)).Is(200)["participants"].GetArrayLength());
    }

    [Fact]
    public async Task A_moderator_who_is_no_longer_one_decides_nothing()
    {
        var (buyer, _, chat) = await DealAsync();
        var judge = Trader("moderator");
        await CallInAsync(judge, chat, judge);
        var plain = judge with { Token = Auth.SignIn(judge.Id, "judge", ["user"]) };
        (await PostAsync($"/chats/{chat}/resolve", plain, new { resolution_notes = "mine" })).Is(403);
        Assert.Equal("disputed", (await GetAsync($"/chats/{chat}", buyer)).Is(200)["status"].GetString());
    }

    [Fact]
    public async Task An_unknown_moderator_may_be_called_in_and_what_is_no_number_may_not()
    {
        var (buyer, _, chat) = await DealAsync();
        var admin = Trader("admin");
        (await PostAsync($"/chats/{chat}/moderator", admin, new { moderator_id = 2_000_000_000 })).Is(200);
        Assert.Equal(2_000_000_000, (await GetAsync($"/chats/{chat}", buyer)).Is(200)["moderators"][0].GetProperty("moderator_id").GetInt32());
        foreach (var bad in new[] { """{"moderator_id":0}""", """{"moderator_id":-1}""", """{"moderator_id":2147483648}""", """{"moderator_id":"x"}""", """{"moderator_id":null}""",
            """{"moderator_id":7,"reason":5}""", """{"moderator_id":7,"reason":"a\u0000"}""", "[]", "nonsense" })
            (await PostAsync($"/chats/{chat}/moderator", admin, bad)).Is(422);
        foreach (var bad in new[] { "{}", """{"resolution_notes":null}""", """{"resolution_notes":[]}""", """{"resolution_notes":"a\u0000"}""" })
            (await PostAsync($"/chats/{chat}/resolve", admin, bad)).Is(422);
    }

    [Fact]
    public async Task In_a_dispute_and_after_it_authors_still_edit_and_take_back_what_they_said()
    {
        var (buyer, _, chat) = await DealAsync();
        var judge = Trader("moderator");
        var (first, second) = ((await SendAsync(buyer, chat, "first")).Is(201).Id, (await SendAsync(buyer, chat, "second")).Is(201).Id);
        await CallInAsync(judge, chat, judge);
        Assert.Equal("1st", (await PatchAsync($"/chats/{chat}/messages/{first}", buyer, new { content = "1st" })).Is(200)["content"].GetString());
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/messages/{second}", buyer)).Is(204);
        (await SendAsync(judge, chat, "I am reading along")).Is(201);
        (await PostAsync($"/chats/{chat}/resolve", judge, new { resolution_notes = "done" })).Is(200);
        (await PatchAsync($"/chats/{chat}/messages/{first}", buyer, new { content = "One" })).Is(200);
        (await SendAsync(buyer, chat, "but")).Is(403);
        var page = (await GetAsync($"/chats/{chat}/messages", buyer)).Is(200);
        Assert.Equal(["One", "I am reading along"], page["messages"].EnumerateArray().Select(message => message.GetProperty("content").GetString()));
        Assert.Equal(judge.Id, page["messages"][1].GetProperty("sender_id").GetInt32());
    }

    private async Task CallInAsync(Trader by, long chat, Trader moderator)
        => Assert.Equal(JsonValueKind.String, (await PostAsync($"/chats/{chat}/moderator", by, new { moderator_id = moderator.Id })).Is(200)["message"].ValueKind);
}
