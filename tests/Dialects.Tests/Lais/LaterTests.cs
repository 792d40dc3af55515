using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

public sealed class LaterOnSqlite(SqliteServer server) : LaterTests(server);

public sealed class LaterOnPostgreSql(PostgreSqlServer server) : LaterTests(server);

/// <summary>What the live system had after v1.0.0. Source: contracts/lais.md, "Hiding" and after it.</summary>
public abstract class LaterTests(NativeServer server) : LaisRoutes(server)
{
    [Fact]
    public async Task A_side_hides_a_chat_from_its_own_lists_until_something_is_said()
    {
        var (chat, buyer, seller) = await PairAsync();
        (await SayAsync(chat, buyer, "hello")).Is(200);
        Assert.Equal($"Chat {chat} hidden successfully", (await PostAsync($"/chats/{chat}/hide?user_id={seller}")).Is(200)["message"].GetString());
        Assert.Equal(("{}", 0, 1), await ListsAsync(buyer, seller));
        var info = (await GetAsync($"/chats/{chat}/info")).Is(200);
        Assert.Equal((chat, false, true), (info.Id, info["is_hidden_by_buyer"].GetBoolean(), info["is_hidden_by_seller"].GetBoolean()));
        (await SayAsync(chat, buyer, "are you there?")).Is(200);
        Assert.Equal(("some", 1, 1), await ListsAsync(buyer, seller));
        Assert.False((await GetAsync($"/chats/{chat}/info")).Is(200)["is_hidden_by_seller"].GetBoolean());
        (await PostAsync($"/chats/{chat}/hide?user_id={Number()}")).Is(403);
        (await PostAsync($"/chats/{chat}/hide?user_id=test")).Is(403);
        (await PostAsync($"/chats/{chat}/hide")).Is(422);
        (await PostAsync($"/chats/2000000000/hide?user_id={seller}")).Is(404);
    }

    [Fact]
    public async Task After_an_order_both_sides_are_done_with_the_chat()
    {
        var (iphone, seller, buyer) = (Number(), Number(), $"{Number()}");
        var chat = (await OpenAsync(iphone, seller, buyer)).Is(200).Id;
        var hidden = (await PostAsync($"/chats/hide-for-order?post_id={iphone}&buyer_id={buyer}")).Is(200);
        Assert.Equal(("Hidden 1 chat(s)", 1), (hidden["message"].GetString(), hidden["hidden_count"].GetInt32()));
        Assert.Equal(("{}", 0, 0), await ListsAsync(buyer, $"{seller}"));
        Assert.Equal(0, (await PostAsync($"/chats/hide-for-order?post_id={Number()}&buyer_id={buyer}")).Is(200)["hidden_count"].GetInt32());
        (await PostAsync($"/chats/hide-for-order?post_id={iphone}")).Is(422);
        Assert.Equal(chat, (await OpenAsync(iphone, seller, buyer)).Is(200).Id);
    }

    [Fact]
    public async Task Anonymous_buyers_of_a_seller_are_numbered_and_nobody_else_is()
    {
        var (seller, buyer) = (Number(), Uuid());
        foreach (var expected in new[] { 1, 2 })
            Assert.Equal(expected, (await FindAsync(Number(), seller, Uuid()))["anonymous_buyer_number"].GetInt32());
        var chat = await FindAsync(Number(), seller, buyer);
        Assert.Equal(3, chat["anonymous_buyer_number"].GetInt32());
        Assert.Equal(3, (await FindAsync(chat["iphone_id"].GetInt32(), seller, buyer))["anonymous_buyer_number"].GetInt32());
        Assert.Equal(1, (await FindAsync(Number(), Number(), buyer))["anonymous_buyer_number"].GetInt32());
        Assert.Equal(JsonValueKind.Null, (await FindAsync(Number(), seller, $"{Number()}"))["anonymous_buyer_number"].ValueKind);
        Assert.Equal(JsonValueKind.Null, (await OpenAsync(Number(), seller, Uuid(), isRegistered: true)).Is(200)["anonymous_buyer_number"].ValueKind);
        var grouped = (await GetAsync($"/chats/seller/{seller}/grouped")).Is(200)[$"{chat["iphone_id"].GetInt32()}"];
        Assert.Equal(3, grouped[0].GetProperty("anonymous_buyer_number").GetInt32());
    }

    [Fact]
    public async Task Support_is_invited_comes_talks_and_goes_and_what_the_server_says_of_it_is_in_the_history()
    {
        var (chat, buyer, seller) = await PairAsync();
        var support = $"{Number()}";
        (await PostAsync($"/chats/{chat}/join-support?support_user_id={support}")).Is(400);
        Assert.True((await PostAsync($"/chats/{chat}/invite-support?user_id={buyer}")).Is(200)["success"].GetBoolean());
        (await PostAsync($"/chats/{chat}/invite-support?user_id={seller}")).Is(400);
        (await PostAsync($"/chats/{chat}/invite-support?user_id={Number()}")).Is(403);
        (await PostAsync($"/chats/{chat}/leave-support?support_user_id={support}")).Is(403);
        Assert.Contains(chat, await PendingAsync());
        (await PostAsync($"/chats/{chat}/join-support?support_user_id={seller}")).Is(403);
        (await PostAsync($"/chats/{chat}/join-support?support_user_id={support}")).Is(200);
        (await PostAsync($"/chats/{chat}/join-support?support_user_id={Number()}")).Is(400);
        Assert.DoesNotContain(chat, await PendingAsync());
        var info = (await GetAsync($"/chats/{chat}/info")).Is(200);
        Assert.Equal((true, support), (info["support_joined"].GetBoolean(), $"{info["support_user_id"].GetInt32()}"));
        (await SayAsync(chat, support, "How may I help?", isRegistered: true)).Is(200);
        (await PostAsync($"/chats/{chat}/leave-support?support_user_id={Number()}")).Is(403);
        (await PostAsync($"/chats/{chat}/leave-support?support_user_id={support}")).Is(200);
        info = (await GetAsync($"/chats/{chat}/info")).Is(200);
        Assert.Equal((false, JsonValueKind.Null), (info["support_joined"].GetBoolean(), info["support_user_id"].ValueKind));
        var history = (await GetAsync($"/chats/{chat}/messages")).Is(200).Body.EnumerateArray().ToArray();
        Assert.Equal(["system", "system", "text", "system"], history.Select(message => message.GetProperty("message_type").GetString()));
        Assert.Equal(["system", "system", support, "system"], history.Select(message => message.GetProperty("sender_id").GetString()));
        var listed = (await GetAsync($"/chats/my?user_id={buyer}")).Is(200).Body[0];
        Assert.Equal(1, listed.GetProperty("unread_count").GetInt32()); // what the server says is not unread
        Assert.Equal(history[^1].GetProperty("message_text").GetString(), listed.GetProperty("last_message").GetString());
        Assert.Equal(1, (await PostAsync($"/chats/{chat}/read?user_id={buyer}")).Is(200)["marked_as_read"].GetInt32());
        (await PostAsync($"/chats/{chat}/invite-support?user_id={seller}")).Is(200); // and again
        foreach (var verb in new[] { "invite-support?user_id=", "join-support?support_user_id=", "leave-support?support_user_id=" })
        {
            (await PostAsync($"/chats/2000000000/{verb}{seller}")).Is(404);
            (await PostAsync($"/chats/{chat}/{verb}")).Is(422);
        }
    }

    [Fact]
    public async Task Support_is_invited_on_the_socket_too_and_all_sockets_hear_of_it()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var page = await ConnectAsync(chat, buyer);
        await using var other = await ConnectAsync(chat, seller);
        await using var inbox = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/seller/{seller}?user_id={seller}");
        await FrameAsync(inbox, "connected");
        await page.SayAsync(new { type = "invite_support" });
        foreach (var socket in new[] { page, other })
            Assert.Equal("system", (await FrameAsync(socket, "support_invited")).GetProperty("message").GetProperty("message_type").GetString());
        await page.SayAsync(new { type = "invite_support" });
        Assert.Equal("not_allowed", (await FrameAsync(page, "error")).GetProperty("code").GetString());
        var support = $"{Number()}";
        (await PostAsync($"/chats/{chat}/join-support?support_user_id={support}")).Is(200);
        foreach (var socket in new[] { page, other, inbox })
            await FrameAsync(socket, "message", frame => frame.GetProperty("message").GetProperty("sender_id").GetString() == "system");
        await using var desk = await ConnectAsync(chat, support);
        await desk.SayAsync(new { type = "message", message_text = "How may I help?" });
        await MessageAsync(page, "How may I help?");
        (await PostAsync($"/chats/{chat}/leave-support?support_user_id={support}")).Is(200);
        await desk.ClosedAsync();
    }

    [Fact]
    public async Task A_sellers_socket_hears_what_others_say_in_all_the_chats_old_and_new()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var inbox = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/seller/{seller}?user_id={seller}");
        await inbox.Frames.FirstAsync(_ => true, "the greeting");
        Assert.Equal("connected", Type(inbox.Frames.All[0]));
        (await SayAsync(chat, buyer, "old chat")).Is(200);
        (await SayAsync(chat, seller, "mine")).Is(200);
        var other = Uuid();
        var fresh = (await OpenAsync(Number(), int.Parse(seller, null), other)).Is(200).Id;
        (await SayAsync(fresh, other, "new chat")).Is(200);
        var frame = await MessageAsync(inbox, "new chat");
        Assert.Equal((fresh, other), (frame.GetProperty("message").GetProperty("chat_id").GetInt64(), frame.GetProperty("message").GetProperty("sender_id").GetString()));
        await MessageAsync(inbox, "old chat");
        await inbox.SendTextAsync("ping");
        await FrameAsync(inbox, "pong");
        Assert.DoesNotContain("mine", Texts(inbox), StringComparison.Ordinal);
        foreach (var place in new[] { $"/ws/seller/{seller}?user_id={buyer}", $"/ws/seller/{seller}", "/ws/seller/x?user_id=x" })
            Assert.Equal(403, await JsonSocket.RefusedAsync(Address, Door + place));
    }

    [Fact]
    public async Task A_seller_has_many_pages_open_hears_nothing_of_what_it_buys_and_pages_of_other_sites_hear_nothing_at_all()
    {
        var (chat, buyer, seller) = await PairAsync();
        var place = $"{Door}/ws/seller/{seller}?user_id={seller}";
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, place, ("Origin", "https://evil.example")));
        var (dealer, bought) = (Number(), Number());
        var purchase = (await OpenAsync(bought, dealer, seller, isRegistered: true)).Is(200).Id;
        var pages = new List<JsonSocket>();
        try
        {
            for (var i = 0; i < 25; i++)
                pages.Add(await JsonSocket.ConnectAsync(Address, place, ("Origin", "http://localhost:8080")));
            (await SayAsync(purchase, $"{dealer}", "you are the buyer here")).Is(200);
            (await SayAsync(chat, buyer, "hello")).Is(200);
            foreach (var page in pages)
            {
                await MessageAsync(page, "hello");
                Assert.Equal("hello", Texts(page));
            }
        }
        finally
        {
            foreach (var page in pages)
                await page.DisposeAsync();
        }
    }

    private async Task<Answer> FindAsync(int iphone, int seller, string buyer)
        => (await GetAsync($"/chats/find?iphone_id={iphone}&seller_id={seller}&buyer_id={buyer}")).Is(200);

    private async Task<IEnumerable<long>> PendingAsync()
        => (await GetAsync("/chats/support/pending")).Is(200).Body.EnumerateArray().Select(chat => chat.GetProperty("id").GetInt64()).ToList();

    private async Task<(string Grouped, int Sold, int Bought)> ListsAsync(string buyer, string seller)
        => ((await GetAsync($"/chats/seller/{seller}/grouped")).Is(200).Body is var grouped && grouped.EnumerateObject().Any() ? "some" : "{}",
            (await GetAsync($"/chats/my?user_id={seller}&is_seller=true")).Is(200).Body.GetArrayLength(),
            (await GetAsync($"/chats/my?user_id={buyer}")).Is(200).Body.GetArrayLength());
}
