using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.GameTrade;

/// <summary>A server whose auth service has troubles, which the others' should not.</summary>
public sealed class TroubledSqlite : DealServer
{
    protected override Task<string?> DatabaseUrlAsync() => Task.FromResult<string?>(null);
}

/// <inheritdoc cref="TroubledSqlite"/>
public sealed class TroubledPostgreSql : DealServer
{
    private PostgresDatabase? database;

    protected override async Task<string?> DatabaseUrlAsync() => (database = await PostgresDatabase.CreateAsync()).Url;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }
}

public sealed class CallersOnSqlite(TroubledSqlite server) : CallerTests(server), IClassFixture<TroubledSqlite>;

public sealed class CallersOnPostgreSql(TroubledPostgreSql server) : CallerTests(server), IClassFixture<TroubledPostgreSql>;

/// <summary>Whom the auth service vouches for, and what happens while it does not answer. Source: contracts/gametrade.md, "Who calls".</summary>
public abstract class CallerTests(DealServer server) : GameTradeRoutes(server)
{
    [Fact]
    public async Task Whoever_is_not_vouched_for_gets_neither_an_answer_nor_a_socket()
    {
        var unknown = new Trader(5, "eyJhbGciOiJIUzI1NiJ9.e30.unknown");
        var over = Trader();
        over = over with { Token = Auth.SignIn(over.Id, "over", ["admin"], new { sub = $"{over.Id}", exp = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds() }) };
        var revoked = Trader("admin");
        Auth.Revoke(revoked.Token);
        var (refresh, locked, gone) = (Trader("admin"), Trader("admin"), Trader("admin"));
        Auth.Doubt(refresh.Token, HttpStatusCode.Unauthorized);
        Auth.Doubt(locked.Token, HttpStatusCode.Forbidden);
        Auth.Doubt(gone.Token, HttpStatusCode.NotFound);
        foreach (var caller in new[] { unknown, over, revoked, refresh, locked, gone })
        {
            Assert.Equal("Bearer", (await GetAsync("/chats", caller)).Is(401).Headers.WwwAuthenticate.ToString());
            Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/ws?token={Uri.EscapeDataString(caller.Token)}"));
        }
    }

    [Fact]
    public async Task While_the_service_is_away_or_in_trouble_nobody_new_gets_in_and_all_do_when_it_is_back()
    {
        var patient = Trader();
        foreach (var trouble in new[] { HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway, HttpStatusCode.TooManyRequests })
        {
            Auth.Trouble = trouble;
            await IsAwayAsync(patient);
        }
        Auth.Trouble = null;
        await Auth.StopAsync();
        await IsAwayAsync(patient);
        (await GetAsync("/health", null)).Is(200);
        Auth.Start();
        (await GetAsync("/chats", patient)).Is(200);
        await using var socket = await ConnectAsync(patient);
    }

    [Fact]
    public async Task A_slow_service_is_waited_for()
    {
        var slow = Trader();
        var patience = Auth.Slowness = new TaskCompletionSource();
        var asked = Auth.Asking;
        var answer = GetAsync("/chats", slow);
        await Auth.AskedAsync(asked + 1);
        Assert.False(answer.IsCompleted);
        (Auth.Slowness, _) = (null, patience.TrySetResult());
        (await answer).Is(200);
    }

    [Fact]
    public async Task Who_is_locked_out_here_is_refused_at_once_and_let_in_again()
    {
        var (buyer, _, chat) = await DealAsync();
        await using var socket = await ConnectAsync(buyer, $"/ws/chat/{chat}");
        await LockAsync(buyer, isLocked: true);
        Assert.Equal(4001, await socket.ClosedAsync());
        (await GetAsync($"/chats/{chat}", buyer)).Is(401);
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws?token={buyer.Token}"));
        Assert.Equal(JsonValueKind.Array, (await PostAsync("/chats", Trader(), new { participant_ids = new[] { buyer.Id } })).Is(422)["detail"].ValueKind);
        await LockAsync(buyer, isLocked: false);
        (await GetAsync($"/chats/{chat}", buyer)).Is(200);
    }

    private async Task IsAwayAsync(Trader caller)
    {
        var refused = (await GetAsync("/chats", caller)).Is(503);
        Assert.Equal(["detail"], refused.Body.EnumerateObject().Select(field => field.Name));
        Assert.Equal(503, await JsonSocket.RefusedAsync(Address, $"{Door}/ws?token={caller.Token}"));
    }

    private async Task LockAsync(Trader trader, bool isLocked)
    {
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", ServerKey);
        using var answer = await http.PutAsync(new Uri($"/api/v1/people/{trader.Id}", UriKind.Relative), JsonContent.Create(new { disabled = isLocked }));
        Assert.True(answer.IsSuccessStatusCode);
    }
}

/// <summary>Without the token that the other services share. Source: contracts/gametrade.md, "Chats".</summary>
public sealed class NoSystemTokenTests(SqliteServer server)
{
    [Fact]
    public async Task Without_a_shared_token_the_other_services_endpoints_always_refuse()
    {
        await server.ReadyAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        foreach (var query in new[] { "", "?system_token=", "?system_token=null", "?system_token=system-secret-token" })
        {
            using var made = await http.PostAsync(new Uri($"/gametrade/chats/system/create{query}", UriKind.Relative), JsonContent.Create(new { participant_ids = new[] { 1, 2 } }));
            using var linked = await http.PutAsync(new Uri($"/gametrade/chats/1{query}", UriKind.Relative), JsonContent.Create(new { transaction_id = 1 }));
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (made.StatusCode, linked.StatusCode));
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, "/gametrade/chats/system/create") { Content = JsonContent.Create(new { participant_ids = new[] { 1, 2 } }) };
        request.Headers.TryAddWithoutValidation("X-System-Token", "");
        using var header = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, header.StatusCode);
    }
}
