using System.Text.Json;
using Microsoft.Playwright;
using static Haggle.Browser.OtherSites.DoorServer;

namespace Haggle.Browser.OtherSites;

/// <summary>Pages of the marketplaces' own sites call us across ports, with the rules that a real browser keeps.</summary>
public sealed class CallingTests(Chromium chromium, TrustingServer trusting, DoubtingServer doubting)
{
    private static int lastNumber = Random.Shared.Next(100_000_000, 200_000_000);

    [Fact]
    public async Task A_shop_page_of_Lais_talks_over_the_own_port_with_a_sellers_page()
    {
        await using var site = new Site();
        await using var buyer = await Visitor.ComeAsync(chromium, site);
        await using var seller = await Visitor.ComeAsync(chromium, site);
        var (me, number) = ($"{Guid.NewGuid()}", Number());
        var opened = await buyer.CallAsync("POST", $"{trusting.Lais}api/chat/chats", new { json = new { iphone_id = Number(), seller_id = number, buyer_id = me } });
        var chat = Id(opened, 200);
        Assert.Equal("open", await buyer.OpenAsync($"{Sockets(trusting.Lais)}/api/chat/ws/{chat}?user_id={me}"));
        Assert.Equal("open", await seller.OpenAsync($"{Sockets(trusting.Lais)}/api/chat/ws/{chat}?user_id={number}"));
        await buyer.SayAsync(new { type = "message", message_text = "Ещё продаёте?" });
        await seller.HearAsync("Ещё продаёте?");
        Assert.Equal(200, (await seller.CallAsync("POST", $"{trusting.Lais}api/chat/chats/{chat}/messages", new { json = new { message_text = "Да", sender_id = $"{number}" } })).Status);
        await buyer.HearAsync("Да");
        Assert.Equal(200, (await buyer.CallAsync("DELETE", $"{trusting.Lais}api/chat/chats/{chat}")).Status);
        await seller.HearAsync("1008");
    }

    [Fact]
    public async Task A_visitors_id_belongs_to_the_browser_that_came_with_it_first()
    {
        await using var site = new Site();
        await using var buyer = await Visitor.ComeAsync(chromium, site);
        await using var thief = await Visitor.ComeAsync(chromium, site);
        var me = $"{Guid.NewGuid()}";
        var chat = Id(await buyer.CallAsync("POST", $"{doubting.Lais}api/chat/chats", new { json = new { iphone_id = Number(), seller_id = Number(), buyer_id = me } }), 200);
        var cookie = Assert.Single(await buyer.CookiesAsync());
        Assert.Equal(("lais_guest", true, SameSiteAttribute.Lax), (cookie.Name, cookie.HttpOnly, cookie.SameSite));
        Assert.Equal("", await buyer.ScriptsCookiesAsync());
        await buyer.ReloadAsync();
        var socket = $"{Sockets(doubting.Lais)}/api/chat/ws/{chat}?user_id={me}";
        Assert.Equal("open", await buyer.OpenAsync(socket));
        await buyer.SayAsync(new { type = "message", message_text = "Это я" });
        await buyer.HearAsync("Это я");
        Assert.InRange((await thief.CallAsync("GET", $"{doubting.Lais}api/chat/chats/{chat}/messages")).Status, 401, 403);
        await thief.OpenAsync(socket);
        await thief.HearAsync("1008");
    }

    [Fact]
    public async Task A_page_of_Boards_calls_with_its_token_and_opens_the_socket_with_what_the_answer_left()
    {
        await using var site = new Site();
        await using var buyer = await Visitor.ComeAsync(chromium, site);
        await using var seller = await Visitor.ComeAsync(chromium, site);
        var (buyerId, sellerId) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        var (buyers, sellers) = (doubting.Realms.Token("BuyerRealm", buyerId), doubting.Realms.Token("SellerRealm", sellerId));
        var api = $"{doubting.Common}boards/api/v1";
        Assert.Equal(201, (await buyer.CallAsync("POST", $"{api}/buyers", new { token = buyers, json = new { id = buyerId, keycloak_uuid = buyerId } })).Status);
        Assert.Equal(201, (await seller.CallAsync("POST", $"{api}/sellers", new { token = sellers, json = new { id = sellerId, keycloak_uuid = sellerId } })).Status);
        var started = await buyer.CallAsync("POST", $"{api}/chat-threads/start-with-seller", new { token = buyers, json = new { buyer_id = buyerId, seller_id = sellerId } });
        Assert.Equal(201, started.Status);
        var thread = started.Body.GetProperty("data").GetProperty("id").GetString();
        Assert.Contains(await buyer.CookiesAsync(), cookie => cookie is { Name: "boards_ws", HttpOnly: true });
        Assert.Equal("open", await buyer.OpenAsync($"{Sockets(doubting.Common)}/boards/ws/chat/{thread}?user_id={buyerId}&user_type=buyer"));
        var said = await seller.CallAsync("POST", $"{api}/chat-messages/", new { token = sellers, json = new { id = $"{Guid.NewGuid()}", thread_id = thread, message = "Здравствуйте", seller_id = sellerId } });
        Assert.Equal(201, said.Status);
        await buyer.HearAsync("Здравствуйте");
        await using var stranger = await Visitor.ComeAsync(chromium, site);
        Assert.Equal("closed 1006", await stranger.OpenAsync($"{Sockets(doubting.Common)}/boards/ws/chat/{thread}?user_id={buyerId}&user_type=buyer"));
        Assert.Equal(401, (await stranger.CallAsync("GET", $"{api}/chat-threads/{thread}")).Status);
    }

    [Fact]
    public async Task Who_signs_in_to_WinDI_opens_the_socket_by_the_cookie_alone()
    {
        await using var site = new Site();
        await using var anna = await Visitor.ComeAsync(chromium, site);
        await using var boris = await Visitor.ComeAsync(chromium, site);
        var (annas, borises) = (await SignInAsync(anna), await SignInAsync(boris));
        var chat = Id(await anna.CallAsync("POST", $"{doubting.Common}chats", new { token = annas.Token, json = new { participant_ids = new[] { borises.Id } } }), 201);
        Assert.Equal("open", await anna.OpenAsync($"{Sockets(doubting.Common)}/ws/chat?user_id={annas.Id}"));
        Assert.Equal("open", await boris.OpenAsync($"{Sockets(doubting.Common)}/ws/chat?user_id={borises.Id}"));
        await anna.SayAsync(new { chat_id = chat, text = "Привет" });
        await boris.HearAsync("Привет");
        Assert.Equal("closed 1006", await boris.OpenAsync($"{Sockets(doubting.Common)}/ws/chat?user_id={annas.Id}"));
        Assert.Equal(401, (await boris.CallAsync("GET", $"{doubting.Common}messages/history/{chat}")).Status); // a cookie is for the socket alone
    }

    [Fact]
    public async Task A_page_of_GameTrade_calls_from_any_site_with_a_token_and_without_cookies()
    {
        await using var site = new Site("127.0.0.2");
        await using var trader = await Visitor.ComeAsync(chromium, site);
        var token = await doubting.TokenAsync($"{Number()}");
        var opened = await trader.CallAsync("POST", $"{doubting.GameTrade}chats", new { token, credentials = "omit", json = new { participant_ids = new[] { Number() }, title = "Sword" } });
        var chat = Id(opened, 201);
        Assert.Equal("open", await trader.OpenAsync($"{Sockets(doubting.GameTrade)}/ws/chat/{chat}?token={token}"));
        Assert.Equal(201, (await trader.CallAsync("POST", $"{doubting.GameTrade}api/chat/chats/{chat}/messages", new { token, credentials = "omit", json = new { content = "Торг?" } })).Status);
        await trader.HearAsync("Торг?");
        Assert.Equal("closed 1006", await trader.OpenAsync($"{Sockets(doubting.GameTrade)}/ws/chat/{chat}?token=nonsense"));
        Assert.Empty(await trader.CookiesAsync());
    }

    [Fact]
    public async Task A_foreign_site_gets_no_answer_to_read_and_no_socket()
    {
        await using var home = new Site();
        await using var foreign = new Site("127.0.0.2");
        await using var buyer = await Visitor.ComeAsync(chromium, home);
        await using var visitor = await Visitor.ComeAsync(chromium, foreign);
        var (me, number) = ($"{Guid.NewGuid()}", Number());
        var chat = Id(await buyer.CallAsync("POST", $"{trusting.Lais}api/chat/chats", new { json = new { iphone_id = Number(), seller_id = number, buyer_id = me } }), 200);
        foreach (var url in new[] { $"{trusting.Lais}api/chat/chats/{chat}", $"{trusting.Common}boards/api/v1/sellers", $"{trusting.Common}users?q=a" })
        {
            Assert.Equal(0, (await visitor.CallAsync("GET", url)).Status);
            Assert.InRange((await buyer.CallAsync("GET", url)).Status, 200, 401);
        }
        foreach (var socket in new[] { $"{Sockets(trusting.Lais)}/api/chat/ws/{chat}?user_id={me}", $"{Sockets(trusting.Common)}/windi/ws/chat?user_id=1" })
            Assert.Equal("closed 1006", await visitor.OpenAsync(socket));
    }

    private async Task<(long Id, string Token)> SignInAsync(Visitor visitor)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var id = Id(await visitor.CallAsync("POST", $"{doubting.Common}auth/register", new { json = new { name = "Анна", email, password = "123" } }), 201);
        var login = await visitor.CallAsync("POST", $"{doubting.Common}auth/login", new { form = new { username = email, password = "123" } });
        Assert.Equal(200, login.Status);
        return (id, login.Body.GetProperty("access_token").GetString()!);
    }

    private static int Number() => Interlocked.Increment(ref lastNumber);

    private static long Id(Told told, int status)
    {
        Assert.Equal((status, JsonValueKind.Object), (told.Status, told.Body.ValueKind));
        return told.Body.GetProperty("id").GetInt64();
    }
}
