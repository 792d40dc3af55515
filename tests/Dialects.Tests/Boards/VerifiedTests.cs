using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Boards;

/// <summary>Where people prove who they are. Source: contracts/boards.md, section 2.</summary>
public sealed class VerifiedTests(RealmServer server) : BoardsRoutes(server)
{
    private readonly RealmServer realms = server;

    [Fact]
    public async Task Without_a_good_token_every_route_is_refused_before_anything_is_looked_at()
    {
        var (deal, buyer, _) = await SignedDealAsync();
        var bad = new[] { null, "garbage", buyer[..^4] + "AAAA", realms.Token("BuyerRealm", NewId(), TimeSpan.FromMinutes(-5)), realms.Token("BuyerRealm", NewId(), party: "account-console"),
            realms.Token("OtherRealm", NewId()) };
        string[] routes =
        [
            "POST /chat-threads/start-with-seller", "POST /chat-threads/", "GET /chat-threads/", $"GET /chat-threads/{deal.Thread}", "GET /chat-threads/nonsense",
            $"GET /chat-threads/by-buyer/{deal.Buyer}", $"GET /chat-threads/by-seller/{deal.Seller}", $"PATCH /chat-threads/{deal.Thread}", $"DELETE /chat-threads/{deal.Thread}",
            "POST /chat-messages/", "GET /chat-messages/", $"GET /chat-messages/by-thread/{deal.Thread}", $"GET /chat-messages/{NewId()}", $"PATCH /chat-messages/{NewId()}",
            $"DELETE /chat-messages/{NewId()}", $"PATCH /chat-messages/{deal.Thread}/mark-read?user_id={deal.Buyer}&user_type=buyer",
            $"GET /chat-messages/unread-count/{deal.Buyer}?user_type=buyer", "POST /buyers/", "GET /buyers/", $"GET /buyers/{deal.Buyer}", $"GET /sellers/by-keycloak/{NewId()}",
            $"PATCH /sellers/{deal.Seller}", $"DELETE /sellers/{deal.Seller}",
        ];
        foreach (var route in routes)
            foreach (var token in bad)
            {
                var (method, path) = (new HttpMethod(route.Split(' ')[0]), route.Split(' ')[1]);
                var answer = (await CallAsync(method, path, method == Get ? null : "{nonsense", token)).Is(401);
                Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
                Assert.NotEmpty(answer["detail"].GetString()!);
            }
        var page = await CallAtAsync(Get, $"{Door}/api/v1/chat-threads/{deal.Thread}", null, null, ("Origin", "http://localhost:8082"));
        Assert.Equal("http://localhost:8082", Assert.Single(page.Is(401).Headers.GetValues("Access-Control-Allow-Origin")));
        // The cookie opens a socket and nothing else.
        (await CallAtAsync(Get, $"{Door}/api/v1/chat-threads/{deal.Thread}", null, null, ("Cookie", $"boards_ws={buyer}"))).Is(401);
    }

    [Fact]
    public async Task Only_a_buyer_of_the_buyers_realm_starts_and_only_as_oneself_and_with_somebody_known()
    {
        var (deal, buyer, seller) = await SignedDealAsync();
        var (other, _) = await EnrolAsync("BuyerRealm");
        (await StartAsync(buyer, deal.Buyer, deal.Seller)).Is(201);
        (await StartAsync(buyer, other, deal.Seller)).Is(403);
        (await StartAsync(seller, deal.Seller, other)).Is(403);
        (await StartAsync(seller, deal.Buyer, deal.Seller)).Is(403);
        (await StartAsync(buyer, deal.Buyer, NewId())).Is(404);
        (await StartAsync(buyer, deal.Buyer, other)).Is(403);
    }

    [Fact]
    public async Task A_thread_is_its_twos_alone()
    {
        var (deal, buyer, seller) = await SignedDealAsync();
        var (stranger, strangers) = await EnrolAsync("BuyerRealm");
        (await SayAsync(buyer, deal, "hello", buyer: deal.Buyer)).Is(201);
        foreach (var token in new[] { buyer, seller })
        {
            (await CallAsync(Get, $"/chat-threads/{deal.Thread}", null, token)).Is(200);
            (await CallAsync(Get, $"/chat-messages/by-thread/{deal.Thread}", null, token)).Is(200);
        }
        (await CallAsync(Get, $"/chat-threads/{deal.Thread}", null, strangers)).Is(403);
        (await CallAsync(Get, $"/chat-messages/by-thread/{deal.Thread}", null, strangers)).Is(403);
        (await CallAsync(Get, $"/chat-threads/by-buyer/{deal.Buyer}", null, strangers)).Is(403);
        (await CallAsync(Get, $"/chat-threads/by-seller/{deal.Seller}", null, buyer)).Is(403);
        (await CallAsync(Get, $"/chat-messages/unread-count/{deal.Seller}?user_type=seller", null, buyer)).Is(403);
        (await SayAsync(strangers, deal, "let me in", buyer: deal.Buyer)).Is(403);
        (await SayAsync(strangers, deal, "let me in", buyer: stranger)).Is(403);
        (await SayAsync(buyer, deal, "as the other", seller: deal.Seller)).Is(403);
        (await CallAsync(Patch, $"/chat-messages/{deal.Thread}/mark-read?user_id={deal.Seller}&user_type=seller", null, buyer)).Is(403);
        (await CallAsync(Patch, $"/chat-messages/{deal.Thread}/mark-read?user_id={deal.Seller}&user_type=seller", null, seller)).Is(200);
        var said = (await CallAsync(Get, $"/chat-messages/by-thread/{deal.Thread}", null, buyer)).Is(200)["data"][0];
        Assert.True(said.GetProperty("is_read_by_seller").GetBoolean());
    }

    [Fact]
    public async Task Everybodys_lists_are_shown_to_nobody_even_where_they_are_switched_on()
    {
        var (_, buyer, _) = await SignedDealAsync();
        (await CallAsync(Get, "/chat-messages/", null, buyer)).Is(403);
        (await CallAsync(Get, "/chat-threads/", null, buyer)).Is(403);
    }

    [Fact]
    public async Task A_message_is_changed_by_its_author_alone_and_its_text_alone()
    {
        var (deal, buyer, seller) = await SignedDealAsync();
        var id = Text((await SayAsync(buyer, deal, "first words", buyer: deal.Buyer)).Is(201)["data"], "id");
        (await CallAsync(Patch, $"/chat-messages/{id}", new { message = "theirs" }, seller)).Is(403);
        (await CallAsync(Delete, $"/chat-messages/{id}", null, seller)).Is(403);
        foreach (var field in new object[] { new { thread_id = NewId() }, new { is_read_by_seller = true }, new { message = "x", buyer_id = NewId() } })
            (await CallAsync(Patch, $"/chat-messages/{id}", field, buyer)).Is(403);
        (await CallAsync(Patch, $"/chat-messages/{id}", new { message = 5 }, buyer)).Is(422);
        await using var socket = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/chat/{deal.Thread}?user_id={deal.Seller}&user_type=seller&token={seller}");
        (await CallAsync(Patch, $"/chat-messages/{id}", new { message = "better words" }, buyer)).Is(200);
        Assert.Equal("better words", Text((await CallAsync(Get, $"/chat-messages/{id}", null, seller)).Is(200)["data"], "message"));
        var (_, stranger) = await EnrolAsync("SellerRealm");
        (await CallAsync(Get, $"/chat-messages/{id}", null, stranger)).Is(404);
        Assert.Equal(id, Text(await HearAsync(socket, "message_updated", "better words"), "message_id"));
        (await CallAsync(Delete, $"/chat-messages/{id}", null, buyer)).Is(200);
        var gone = await HearAsync(socket, "message_deleted");
        Assert.Equal((id, System.Text.Json.JsonValueKind.Null), (Text(gone, "message_id"), gone.GetProperty("message").ValueKind));
        Assert.Equal(0, (await CallAsync(Get, $"/chat-messages/by-thread/{deal.Thread}", null, buyer))["data"].GetArrayLength());
    }

    [Fact]
    public async Task A_profile_is_made_for_the_own_sign_in_and_side_alone()
    {
        var subject = NewId();
        var buyer = realms.Token("BuyerRealm", subject);
        (await CallAsync(Get, $"/buyers/by-keycloak/{subject}", null, buyer)).Is(404);
        (await CallAsync(Post, "/buyers/", new { id = NewId(), keycloak_uuid = NewId() }, buyer)).Is(403);
        (await CallAsync(Post, "/sellers/", new { id = NewId(), keycloak_uuid = subject }, buyer)).Is(403);
        var id = NewId();
        (await CallAsync(Post, "/buyers/", new { id, keycloak_uuid = subject }, buyer)).Is(201);
        Assert.Equal(id, Text((await CallAsync(Get, $"/buyers/by-keycloak/{subject}", null, buyer)).Is(200)["data"], "id"));
        var (other, others) = await EnrolAsync("BuyerRealm");
        (await CallAsync(Patch, $"/buyers/{other}", new { is_online = true }, buyer)).Is(403);
        (await CallAsync(Patch, $"/buyers/{other}", new { is_online = true }, others)).Is(200);
    }

    [Fact]
    public async Task A_socket_opens_with_the_own_token_in_the_query_the_header_or_the_cookie()
    {
        var (deal, buyer, seller) = await SignedDealAsync();
        var path = $"{Door}/ws/chat/{deal.Thread}?user_id={deal.Buyer}&user_type=buyer";
        foreach (var refused in new[] { path, $"{path}&token=garbage", $"{path}&token={seller}", $"{path}&token={realms.Token("BuyerRealm", NewId())}" })
            Assert.Equal(403, await JsonSocket.RefusedAsync(Address, refused));
        await using var query = await JsonSocket.ConnectAsync(Address, $"{path}&token={buyer}");
        await using var header = await JsonSocket.ConnectAsync(Address, path, ("Authorization", $"Bearer {buyer}"));
        var cookie = Assert.Single((await CallAsync(Get, $"/chat-threads/{deal.Thread}", null, buyer)).Is(200).Headers.GetValues("Set-Cookie"));
        foreach (var part in new[] { "httponly", "samesite=lax", $"path={Door}/ws/chat" })
            Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
        var pair = cookie.Split(';')[0];
        await using var page = await JsonSocket.ConnectAsync(Address, path, ("Cookie", pair), ("Origin", Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, path, ("Cookie", pair), ("Origin", "https://evil.example")));
        (await SayAsync(seller, deal, "hello", seller: deal.Seller)).Is(201);
        foreach (var socket in new[] { query, header, page })
            await HearAsync(socket, "message", "hello");
    }

    [Fact]
    public async Task A_sellers_channel_opens_with_the_own_token_alone()
    {
        var (deal, buyer, seller) = await SignedDealAsync();
        var path = $"{Door}/ws/chat/global_{deal.Seller}?user_id={deal.Seller}&user_type=seller";
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, path));
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{path}&token={buyer}"));
        await using var channel = await JsonSocket.ConnectAsync(Address, $"{path}&token={seller}");
        (await SayAsync(buyer, deal, "hello", buyer: deal.Buyer)).Is(201);
        await HearAsync(channel, "buyer_message", "hello");
    }

    [Fact]
    public async Task A_socket_ends_with_its_token()
    {
        var (deal, _, _) = await SignedDealAsync();
        var subject = Text((await CallAsync(Get, $"/buyers/{deal.Buyer}", null, realms.Token("BuyerRealm", NewId())))["data"], "keycloak_uuid");
        await using var socket = await JsonSocket.ConnectAsync(
            Address, $"{Door}/ws/chat/{deal.Thread}?user_id={deal.Buyer}&user_type=buyer&token={realms.Token("BuyerRealm", subject, TimeSpan.FromSeconds(3))}");
        Assert.Equal(1008, await socket.ClosedAsync());
    }

    private async Task<(string Id, string Token)> EnrolAsync(string realm)
    {
        var (id, subject) = (NewId(), NewId());
        var token = realms.Token(realm, subject);
        (await CallAsync(Post, realm == "BuyerRealm" ? "/buyers/" : "/sellers/", new { id, keycloak_uuid = subject }, token)).Is(201);
        return (id, token);
    }

    private async Task<(Deal Deal, string Buyer, string Seller)> SignedDealAsync()
    {
        var (buyer, seller) = (await EnrolAsync("BuyerRealm"), await EnrolAsync("SellerRealm"));
        var thread = Text((await StartAsync(buyer.Token, buyer.Id, seller.Id)).Is(201)["data"], "id");
        return (new Deal(thread, buyer.Id, seller.Id), buyer.Token, seller.Token);
    }

    private Task<Answer> StartAsync(string token, string buyer, string seller) => CallAsync(Post, "/chat-threads/start-with-seller", new { buyer_id = buyer, seller_id = seller }, token);

    private Task<Answer> SayAsync(string token, Deal deal, string text, string? buyer = null, string? seller = null)
        => CallAsync(Post, "/chat-messages/", new { id = NewId(), message = text, thread_id = deal.Thread, buyer_id = buyer, seller_id = seller }, token);
}
