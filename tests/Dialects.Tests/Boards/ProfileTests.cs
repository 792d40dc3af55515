using System.Text.Json;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Boards;

public sealed class ProfilesOnSqlite(SqliteServer server) : ProfileTests(server);

public sealed class ProfilesOnPostgreSql(PostgreSqlServer server) : ProfileTests(server);

/// <summary>Buyers and sellers, which are alike. Source: contracts/boards.md, 4.3.</summary>
public abstract class ProfileTests(NativeServer server) : BoardsRoutes(server)
{
    [Theory]
    [InlineData("/buyers")]
    [InlineData("/sellers")]
    public async Task A_profile_is_made_once_however_often_and_at_once_the_page_asks(string path)
    {
        var subject = NewId();
        (await CallAsync(Get, $"{path}/by-keycloak/{subject}")).Is(404);
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => CallAsync(Post, $"{path}/", new { id = NewId(), keycloak_uuid = subject })));
        Assert.All(made, answer => Assert.InRange(answer.Status, 200, 201));
        var id = Assert.Single(made.Select(answer => Text(answer["data"], "id")).Distinct());
        Assert.Equal(["id", "keycloak_uuid", "is_online", "created_at", "updated_at"], made[0]["data"].EnumerateObject().Select(field => field.Name));
        Assert.Equal(id, Text((await CallAsync(Get, $"{path}/by-keycloak/{subject.ToUpperInvariant()}")).Is(200)["data"], "id"));
        Assert.Equal(subject, Text((await CallAsync(Get, $"{path}/{id}")).Is(200)["data"], "keycloak_uuid"));
        (await CallAsync(Post, path, new { id, keycloak_uuid = NewId() })).Is(409);
        (await CallAsync(Post, path == "/buyers" ? "/sellers" : "/buyers", new { id, keycloak_uuid = NewId() })).Is(409);
    }

    [Fact]
    public async Task Whom_a_start_registered_gets_the_sign_in_id_later()
    {
        var deal = await DealAsync();
        Assert.Equal(JsonValueKind.Null, (await CallAsync(Get, $"/buyers/{deal.Buyer}"))["data"].GetProperty("keycloak_uuid").ValueKind);
        var subject = NewId();
        Assert.Equal(deal.Buyer, Text((await CallAsync(Post, "/buyers", new { id = deal.Buyer, keycloak_uuid = subject })).Is(200)["data"], "id"));
        Assert.Equal(deal.Buyer, Text((await CallAsync(Get, $"/buyers/by-keycloak/{subject}")).Is(200)["data"], "id"));
    }

    [Fact]
    public async Task A_profile_says_itself_whether_it_is_online_or_its_socket_does()
    {
        var deal = await DealAsync();
        Assert.Equal(JsonValueKind.Null, (await CallAsync(Patch, $"/sellers/{deal.Seller}", new { is_online = true })).Is(200)["data"].ValueKind);
        Assert.True(await IsOnlineAsync("/sellers", deal.Seller));
        (await CallAsync(Patch, $"/sellers/{deal.Seller}", new { is_online = false })).Is(200);
        Assert.False(await IsOnlineAsync("/sellers", deal.Seller));
        await using (var socket = await SellerSocketAsync(deal))
            Assert.True(await IsOnlineAsync("/sellers", deal.Seller));
        (await CallAsync(Patch, $"/sellers/{deal.Seller}", new { })).Is(422);
        (await CallAsync(Patch, $"/sellers/{deal.Buyer}", new { is_online = true })).Is(404);
    }

    [Fact]
    public async Task Mistakes_are_refused()
    {
        (await CallAsync(Post, "/buyers", new { id = NewId(), keycloak_uuid = "mock-user" })).Is(422);
        (await CallAsync(Post, "/buyers", new { id = "x", keycloak_uuid = NewId() })).Is(422);
        (await CallAsync(Post, "/buyers", new { keycloak_uuid = NewId() })).Is(422);
        (await CallAsync(Post, "/buyers", new { id = NewId(), keycloak_uuid = NewId(), is_online = "yes" })).Is(422);
        (await CallAsync(Post, "/sellers", new { id = NewId(), keycloak_uuid = 7 })).Is(422);
        (await CallAsync(Get, "/buyers/nonsense")).Is(422);
        (await CallAsync(Get, "/sellers/by-keycloak/nonsense")).Is(422);
        (await CallAsync(Get, $"/sellers/{NewId()}")).Is(404);
        var deal = await DealAsync();
        (await CallAsync(Delete, $"/sellers/{deal.Seller}")).Is(403);
        (await CallAsync(Get, $"/sellers/{deal.Seller}")).Is(200);
    }

    [Fact]
    public async Task A_list_is_paged_and_shows_who_is_new_at_once()
    {
        var before = (await CallAsync(Get, "/sellers?offset=0&limit=12")).Is(200);
        var total = before["pagination"].GetProperty("total").GetInt64();
        var id = NewId();
        (await CallAsync(Post, "/sellers/", new { id, keycloak_uuid = NewId() })).Is(201);
        var last = (await CallAsync(Get, $"/sellers/?offset={total}&limit=20")).Is(200);
        Assert.Contains(last["data"].EnumerateArray(), profile => Text(profile, "id") == id);
        Assert.True(last["pagination"].GetProperty("total").GetInt64() > total);
        Assert.Equal(0, (await CallAsync(Get, "/sellers/?offset=99999&limit=20")).Is(200)["data"].GetArrayLength());
        foreach (var bad in new[] { "limit=21", "limit=0", "limit=x", "offset=-1" })
            (await CallAsync(Get, $"/sellers?{bad}")).Is(422);
    }

    [Fact]
    public async Task The_sellers_page_that_asks_without_end_takes_nothing_from_the_chat()
    {
        var deal = await DealAsync();
        await Parallel.ForAsync(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => (await CallAsync(Get, "/sellers?offset=0&limit=20")).Is(200));
        (await SayAsBuyerAsync(deal, "still heard")).Is(201);
    }

    private async Task<bool> IsOnlineAsync(string path, string id) => (await CallAsync(Get, $"{path}/{id}")).Is(200)["data"].GetProperty("is_online").GetBoolean();
}
