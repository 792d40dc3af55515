using System.Net;
using System.Text.Json;
using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Authorisation;

public sealed class BoardsAdminOnSqlite(SqliteRealmMarket market) : BoardsAdminTests(market);

public sealed class BoardsAdminOnPostgreSql(PostgreSqlRealmMarket market) : BoardsAdminTests(market);

/// <summary>What an administrator takes away over Boards' wire, and what stays. Source: contracts/boards.md, section 4.</summary>
public abstract class BoardsAdminTests(Market market)
{
    [Fact]
    public async Task A_thread_that_was_taken_away_is_gone_for_both_and_the_pair_may_begin_anew()
    {
        var scene = await SetAsync();
        var thread = $"/chat-threads/{scene.Thread}";
        await using var socket = await JsonSocket.ConnectAsync(
            market.Address, $"/boards/ws/chat/{scene.Thread}?user_id={scene.Seller}&user_type=seller&token={scene.TokenOf(BoardsCaller.Seller)}");
        await CallAsync(scene, HttpMethod.Delete, thread, BoardsCaller.Admin, 200);
        Assert.NotNull(await socket.ClosedAsync());
        foreach (var one in new[] { BoardsCaller.Buyer, BoardsCaller.Seller })
        {
            await CallAsync(scene, HttpMethod.Get, thread, one, 404);
            await CallAsync(scene, HttpMethod.Get, $"/chat-messages/by-thread/{scene.Thread}", one, 404);
        }
        Assert.Equal(0, (await CallAsync(scene, HttpMethod.Get, $"/chat-threads/by-buyer/{scene.Buyer}", BoardsCaller.Buyer, 200)).GetArrayLength());
        await CallAsync(scene, HttpMethod.Delete, thread, BoardsCaller.Admin, 404);
        var next = await CallAsync(
            scene, HttpMethod.Post, "/chat-threads/start-with-seller", BoardsCaller.Buyer, 201, new { buyer_id = scene.Buyer, seller_id = scene.Seller });
        Assert.NotEqual(scene.Thread, next.GetProperty("id").GetString());
        Assert.Equal(0, (await CallAsync(scene, HttpMethod.Get, $"/chat-messages/by-thread/{next.GetProperty("id")}", BoardsCaller.Seller, 200)).GetArrayLength());
    }

    [Fact]
    public async Task Who_was_deleted_is_forgotten_and_what_was_said_stays_for_the_other()
    {
        var scene = await SetAsync();
        await CallAsync(scene, HttpMethod.Delete, $"/buyers/{scene.Buyer}", BoardsCaller.Admin, 200);
        await CallAsync(scene, HttpMethod.Get, $"/buyers/{scene.Buyer}", BoardsCaller.Seller, 404);
        await CallAsync(scene, HttpMethod.Delete, $"/buyers/{scene.Buyer}", BoardsCaller.Admin, 404);
        var said = (await CallAsync(scene, HttpMethod.Get, $"/chat-messages/by-thread/{scene.Thread}", BoardsCaller.Seller, 200))[0];
        Assert.Equal("Is it still for sale?", said.GetProperty("message").GetString());
        Assert.NotEqual(scene.Buyer, said.GetProperty("buyer_id").GetString());
        Assert.True(Guid.TryParseExact(said.GetProperty("buyer_id").GetString(), "D", out _));
        await CallAsync(scene, HttpMethod.Get, $"/chat-messages/by-thread/{scene.Thread}", BoardsCaller.Buyer, 403);
    }

    private async Task<BoardsScene> SetAsync()
    {
        await market.OpenAsync();
        var scene = await BoardsScene.SetAsync(market);
        await scene.SayAsync();
        return scene;
    }

    /// <returns>The data of the answer, if it is one.</returns>
    private async Task<JsonElement> CallAsync(BoardsScene scene, HttpMethod method, string path, BoardsCaller caller, int status, object? body = null)
    {
        var answer = await market.CallAsync(method, $"/boards/api/v1{path}", body, scene.TokenOf(caller));
        Assert.Equal(((HttpStatusCode)status, path), (answer.Status, path));
        return answer.IsSuccess ? answer.Body.GetProperty("data") : default;
    }
}
