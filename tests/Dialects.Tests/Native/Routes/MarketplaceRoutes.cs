using System.Text.Json;

namespace Haggle.Dialects.Tests.Native.Routes;

public sealed class MarketplaceRoutesOnSqlite(SqliteServer server) : MarketplaceRoutes(server);

public sealed class MarketplaceRoutesOnPostgreSql(PostgreSqlServer server) : MarketplaceRoutes(server);

/// <summary>Listings, and what the backend says in chats.</summary>
public abstract class MarketplaceRoutes(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task A_new_price_or_state_is_said_in_every_chat_about_the_listing()
    {
        var (olga, ivan) = (await OlgaAsync(), await IvanAsync());
        var path = $"/listings/bike%20{olga.Id}";
        var told = (await Wire.BackendAsync(Put, path, new { title = "Blue bicycle", price = new { amount = 129900, currency = "RUB" }, seller_id = ivan.Id })).Is(201);
        Assert.Equal(($"bike {olga.Id}", true, "active"), (told["external_id"].GetString(), told["verified"].GetBoolean(), told["state"].GetString()));
        var chat = (await Wire.PostAsync("/chats/listing", olga, new { listing_id = $"bike {olga.Id}" })).Is(201).Id;

        Assert.Equal("Blue bicycle", (await Wire.BackendAsync(Put, path, new { price = new { amount = 119900, currency = "RUB" }, state = "reserved" })).Is(200)["title"].GetString());
        var line = Assert.Single((await Wire.GetAsync($"/chats/{chat}/messages", olga)).Items);
        Assert.Equal("Blue bicycle is now reserved and costs 1199.00 RUB", line.GetProperty("content").GetString());
        Assert.Equal(119900, line.GetProperty("payload").GetProperty("price").GetProperty("amount").GetInt64());
        Assert.Equal("reserved", (await Wire.GetAsync($"/chats/{chat}", ivan))["listing"].GetProperty("state").GetString());

        (await Wire.BackendAsync(Put, path, new { state = "reserved" })).Is(200);
        (await Wire.BackendAsync(Put, path, new { image_url = "https://shop.example/1.jpg" })).Is(200);
        Assert.Single((await Wire.GetAsync($"/chats/{chat}/messages", olga)).Items);

        (await Wire.BackendAsync(HttpMethod.Delete, path)).Is(204);
        (await Wire.BackendAsync(HttpMethod.Delete, path)).Is(204);
        Assert.Equal("removed", (await Wire.BackendAsync(HttpMethod.Get, path)).Is(200)["state"].GetString());
        Assert.Equal(2, (await Wire.GetAsync($"/chats/{chat}/messages", olga)).Items.Length);
    }

    [Fact]
    public async Task What_a_listing_cannot_be_is_refused_by_field()
    {
        var path = $"/listings/{Guid.NewGuid():N}";
        (await Wire.BackendAsync(HttpMethod.Get, path)).Is(404, "not_found");
        (await Wire.BackendAsync(HttpMethod.Delete, path)).Is(404, "not_found");
        (await Wire.BackendAsync(Put, path, new { })).IsInvalid("body.title");
        (await Wire.BackendAsync(Put, path, new { title = "x", url = "javascript:alert(1)" })).IsInvalid("body.url");
        (await Wire.BackendAsync(Put, path, new { title = "x", price = new { amount = -1, currency = "RUB" } })).IsInvalid("body.price");
        (await Wire.BackendAsync(Put, path, new { title = "x", state = "stolen" })).IsInvalid("body.state");
        (await Wire.BackendAsync(Put, path, new { title = "x", seller_id = 999_999_999 })).Is(404, "not_found");
        (await Wire.BackendAsync(Put, $"/listings/{new string('x', 129)}", new { title = "x" })).IsInvalid("path.external_id");
    }

    [Fact]
    public async Task The_backend_speaks_as_the_server_or_for_a_person_who_is_in_the_chat()
    {
        var (olga, _, chat) = await DirectAsync();
        var anna = await AnnaAsync();
        var line = (await Wire.BackendAsync(HttpMethod.Post, "/server/messages", new { chat_id = chat, content = "The parcel has arrived", client_message_id = "p1" })).Is(201);
        Assert.Equal(("system", JsonValueKind.Null), (line["type"].GetString(), line["author_id"].ValueKind));
        var mine = (await Wire.GetAsync("/users/me", olga))["external_id"].GetString();
        Assert.Equal(olga.Id, (await Wire.BackendAsync(HttpMethod.Post, "/server/messages", new { chat_id = chat, content = "I am away", author_external_id = mine })).Is(201)["author_id"].GetInt64());
        var annas = (await Wire.GetAsync("/users/me", anna))["external_id"].GetString();
        (await Wire.BackendAsync(HttpMethod.Post, "/server/messages", new { chat_id = chat, content = "Hello", author_external_id = annas })).Is(404, "not_found");
        (await Wire.BackendAsync(HttpMethod.Post, "/server/messages", new { chat_id = chat, content = "Hello", author_external_id = "nobody" })).Is(404, "not_found");
        (await Wire.BackendAsync(HttpMethod.Post, "/server/messages", new { chat_id = 999_999_999, content = "Hello" })).Is(404, "not_found");
        (await Wire.BackendAsync(HttpMethod.Post, "/server/messages", new { chat_id = chat, content = "" })).IsInvalid("body.content");
        (await Wire.BackendAsync(HttpMethod.Post, "/server/messages", new { content = "Hello" })).IsInvalid("body.chat_id");
    }

    [Fact]
    public async Task A_persons_token_is_no_server_key_and_the_reverse()
    {
        var olga = await OlgaAsync();
        (await Wire.CallAsync(Put, "/listings/x", olga, new { title = "x" })).Is(401, "unauthorized");
        (await Wire.CallAsync(Put, "/listings/x", null, new { title = "x" }, ("X-Api-Key", "wrong"))).Is(401, "unauthorized");
        (await Wire.BackendAsync(HttpMethod.Get, "/chats")).Is(401, "unauthorized");
    }
}
