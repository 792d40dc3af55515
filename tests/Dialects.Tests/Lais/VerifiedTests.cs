using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

/// <summary>Where nobody's word is taken. Source: contracts/lais.md, "Who is calling".</summary>
public sealed class VerifiedTests(VerifiedServer server) : LaisRoutes(server)
{
    [Fact]
    public async Task Without_a_proof_a_number_opens_nothing_and_with_another_ones_neither()
    {
        var (chat, buyer, seller, iphone) = await RegisteredPairAsync();
        var body = new { iphone_id = iphone, seller_id = int.Parse(seller, null), buyer_id = buyer };
        var message = new { message_text = "hello", sender_id = buyer };
        var calls = new (HttpMethod Method, string Path, object? Body)[]
        {
            (HttpMethod.Post, "/chats", body), (HttpMethod.Get, $"/chats/find?iphone_id={iphone}&seller_id={seller}&buyer_id={buyer}", null),
            (HttpMethod.Get, $"/chats/my?user_id={buyer}", null), (HttpMethod.Get, $"/chats/seller/{seller}/grouped", null), (HttpMethod.Get, $"/chats/{chat}", null),
            (HttpMethod.Get, $"/chats/{chat}/info", null), (HttpMethod.Get, $"/chats/{chat}/messages", null), (HttpMethod.Post, $"/chats/{chat}/messages", message),
            (HttpMethod.Post, $"/chats/{chat}/hide?user_id={buyer}", null), (HttpMethod.Post, $"/chats/hide-for-order?post_id={iphone}&buyer_id={buyer}", null),
            (HttpMethod.Post, $"/chats/{chat}/read?user_id={buyer}", null), (HttpMethod.Delete, $"/chats/{chat}", null),
        };
        foreach (var (method, path, content) in calls)
        {
            (await CallAsync(method, path, content)).Is(401);
            (await CallAsync(method, path, content, Bearer("nonsense"))).Is(401);
            (await CallAsync(method, path, content, Bearer(TokenOf(int.Parse(buyer, null), expiresIn: -60)))).Is(401);
            (await CallAsync(method, path, content, Bearer(TokenOf(int.Parse(buyer, null), type: "refresh")))).Is(401);
            (await CallAsync(method, path, content, Bearer(TokenOf(Number())))).Is(403);
        }
        Assert.Equal(chat, (await CallAsync(HttpMethod.Get, $"/chats/{chat}/info", null, Mine(buyer))).Is(200).Id); // it is still there
    }

    [Fact]
    public async Task A_token_of_the_site_is_taken_from_the_header_the_cookie_or_the_address_and_tells_that_one_is_registered()
    {
        var (chat, buyer, seller, _) = await RegisteredPairAsync();
        var token = TokenOf(int.Parse(seller, null));
        foreach (var (query, headers) in new[] { ("", Bearer(token)), ("", ("Cookie", $"access_token={token}")), ($"?token={token}", ("X-Nothing", "")) })
            Assert.Equal("[]", (await CallAsync(HttpMethod.Get, $"/chats/{chat}/messages{query}", null, headers)).Is(200).Body.GetRawText());
        var said = await CallAsync(HttpMethod.Post, $"/chats/{chat}/messages", new { message_text = "hello", sender_id = seller, sender_is_registered = false }, Bearer(token));
        Assert.True(said.Is(200)["sender_is_registered"].GetBoolean());
        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/messages", new { message_text = "hello", sender_id = buyer }, Bearer(token))).Is(403);
        Assert.Equal(1, (await CallAsync(HttpMethod.Post, $"/chats/{chat}/read?user_id={buyer}", null, Mine(buyer))).Is(200)["marked_as_read"].GetInt32());
        Assert.Single((await CallAsync(HttpMethod.Get, $"/chats/seller/{seller}/grouped", null, Bearer(token))).Is(200).Body.EnumerateObject());
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}", null, Bearer(token))).Is(200);
    }

    [Fact]
    public async Task An_anonymous_buyers_id_belongs_to_the_browser_that_came_first_with_it()
    {
        var (buyer, seller, iphone) = (Uuid(), Number(), Number());
        var opened = (await OpenAsync(iphone, seller, buyer)).Is(200);
        var cookie = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var mine = ("Cookie", cookie.Split(';')[0]);
        var chat = opened.Id;
        // The seller sees the id, and it is worth nothing.
        foreach (var headers in new[] { Mine($"{seller}"), ("X-Nothing", "") })
        {
            (await CallAsync(HttpMethod.Post, $"/chats/{chat}/messages", new { message_text = "I am the buyer", sender_id = buyer }, headers)).Is(403);
            (await CallAsync(HttpMethod.Get, $"/chats/my?user_id={buyer}", null, headers)).Is(403);
            Assert.Equal(1008, await ClosedAsync(chat, buyer, headers));
        }
        (await GetAsync($"/chats/{chat}/messages")).Is(401);
        Assert.False((await CallAsync(HttpMethod.Post, $"/chats/{chat}/messages", new { message_text = "hello", sender_id = buyer, sender_is_registered = true }, mine)).Is(200)["sender_is_registered"].GetBoolean());
        Assert.Single((await CallAsync(HttpMethod.Get, $"/chats/{chat}/messages", null, mine)).Is(200).Body.EnumerateArray());
        await using var socket = await ConnectAsync(chat, buyer, mine);
        await using var other = await ConnectAsync(chat, $"{seller}", Mine($"{seller}"));
        await other.SayAsync(new { type = "message", message_text = "Да" });
        Assert.True((await MessageAsync(socket, "Да")).GetProperty("message").GetProperty("sender_is_registered").GetBoolean());
        // A browser that became a user has both.
        (await CallAsync(HttpMethod.Get, $"/chats/{chat}/messages", null, mine, Bearer(TokenOf(Number())))).Is(200);
        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/read?user_id=seller_1", null, mine)).Is(403);
    }

    [Fact]
    public async Task A_cookie_is_worth_nothing_to_a_page_of_another_site()
    {
        var (chat, buyer, seller, _) = await RegisteredPairAsync();
        var cookie = ("Cookie", $"access_token={TokenOf(int.Parse(seller, null))}");
        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/messages", new { message_text = "hello", sender_id = buyer }, Mine(buyer))).Is(200);
        foreach (var path in new[] { $"/chats/{chat}/read?user_id={seller}", $"/chats/{chat}/hide?user_id={seller}", $"/chats/{chat}/invite-support?user_id={seller}" })
            (await CallAsync(HttpMethod.Post, path, null, cookie, ("Origin", "https://evil.example"))).Is(401);
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}", null, cookie, ("Origin", "null"))).Is(401);
        var bound = await CallAsync(HttpMethod.Post, $"/chats/{chat}/read?user_id={Uuid()}", null, ("Origin", "https://evil.example"));
        Assert.False(bound.Is(401).Headers.Contains("Set-Cookie"));
        foreach (var origin in new[] { "http://localhost:8080", Address.GetLeftPart(UriPartial.Authority) })
            (await CallAsync(HttpMethod.Post, $"/chats/{chat}/read?user_id={seller}", null, cookie, ("Origin", origin))).Is(200);
        Assert.Single((await CallAsync(HttpMethod.Get, $"/chats/seller/{seller}/grouped", null, cookie)).Is(200).Body.EnumerateObject());
    }

    [Fact]
    public async Task A_socket_without_the_users_own_proof_closes_with_1008_and_no_frame()
    {
        var (chat, buyer, seller, _) = await RegisteredPairAsync();
        Assert.Equal(1008, await ClosedAsync(chat, buyer));
        Assert.Equal(1008, await ClosedAsync(chat, buyer, Mine(seller)));
        Assert.Equal(1008, await ClosedAsync(chat, buyer, Bearer(TokenOf(int.Parse(buyer, null), expiresIn: -60))));
        var stranger = Number();
        Assert.Equal(1008, await ClosedAsync(chat, $"{stranger}", Mine($"{stranger}")));
        Assert.Equal(1008, await ClosedAsync(chat, "test"));
        await using var query = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/{chat}?user_id={buyer}&token={TokenOf(int.Parse(buyer, null))}");
        await using var header = await ConnectAsync(chat, seller, Mine(seller));
        string[] both = [.. new[] { buyer, seller }.Order()];
        Assert.Equal(both, Users(await FrameAsync(header, "online_users")));
    }

    [Fact]
    public async Task The_orders_service_hides_with_its_key_and_a_sellers_socket_needs_the_sellers_proof()
    {
        var (chat, buyer, seller, iphone) = await RegisteredPairAsync();
        (await CallAsync(HttpMethod.Post, $"/chats/hide-for-order?post_id={iphone}&buyer_id={buyer}", null, ("X-Api-Key", "nonsense"))).Is(401);
        Assert.Equal(1, (await CallAsync(HttpMethod.Post, $"/chats/hide-for-order?post_id={iphone}&buyer_id={buyer}", null, ("X-Api-Key", ServerKey))).Is(200)["hidden_count"].GetInt32());
        Assert.Equal("[]", (await CallAsync(HttpMethod.Get, $"/chats/my?user_id={buyer}", null, Mine(buyer))).Is(200).Body.GetRawText());
        var path = $"{Door}/ws/seller/{seller}?user_id={seller}";
        foreach (var headers in new[] { ("X-Nothing", ""), Mine(buyer), Bearer(TokenOf(int.Parse(seller, null), expiresIn: -60)) })
        {
            await using var refused = await JsonSocket.ConnectAsync(Address, path, headers);
            Assert.Equal((1008, 0), (await refused.ClosedAsync(), refused.Frames.Count));
        }
        await using var inbox = await JsonSocket.ConnectAsync(Address, path, Mine(seller));
        await FrameAsync(inbox, "connected");
        (await CallAsync(HttpMethod.Post, $"/chats/{chat}/messages", new { message_text = "hello", sender_id = buyer }, Mine(buyer))).Is(200);
        await MessageAsync(inbox, "hello");
    }

    private async Task<(long Chat, string Buyer, string Seller, int Iphone)> RegisteredPairAsync()
    {
        var (buyer, seller, iphone) = (Number(), Number(), Number());
        var body = new { iphone_id = iphone, seller_id = seller, buyer_id = $"{buyer}", buyer_is_registered = true };
        return ((await CallAsync(HttpMethod.Post, "/chats", body, Mine($"{buyer}"))).Is(200).Id, $"{buyer}", $"{seller}", iphone);
    }

    private async Task<int?> ClosedAsync(long chat, string user, params (string Name, string Value)[] headers)
    {
        await using var socket = await ConnectAsync(chat, user, headers);
        var code = await socket.ClosedAsync();
        Assert.Equal(0, socket.Frames.Count);
        return code;
    }

    private (string Name, string Value) Mine(string user) => Bearer(TokenOf(int.Parse(user, null)));

    private static (string Name, string Value) Bearer(string token) => ("Authorization", $"Bearer {token}");

    private string TokenOf(int user, int expiresIn = 600, string type = "access") => SiteToken.Of(server.MarketplaceSecret, user, expiresIn, type);
}
