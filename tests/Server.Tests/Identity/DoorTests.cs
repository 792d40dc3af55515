using System.Net;
using System.Net.WebSockets;
using System.Text;
using Haggle.Testing;

namespace Haggle.Server.Tests.Identity;

/// <summary>Who gets in, over REST and by socket, on a server as operators run it.</summary>
public sealed class DoorTests(RunningServer server) : IClassFixture<RunningServer>, IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = server.Address };

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_bad_token_gets_in_over_REST()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("Bearer " + olga.AccessToken));
        foreach (var (name, token) in BadTokens.From(olga.AccessToken, server.Secret, DateTimeOffset.UtcNow).Where(bad => IsHeader(bad.Token)))
        {
            var (status, head, body) = await AskAsync("Bearer " + token);
            Assert.True(status == HttpStatusCode.Unauthorized || (token.Length > 8_192 && (int)status is 401 or 431), $"{name}: {status}");
            if (status == HttpStatusCode.Unauthorized)
                Assert.Equal(("Bearer", """{"detail":"Not authenticated","code":"unauthorized"}"""), (head, body));
        }
        foreach (var wrong in (string[])[olga.RefreshToken, await TicketAsync(olga)])
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("Bearer " + wrong));
    }

    [Fact]
    public async Task No_bad_token_gets_in_by_socket()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        var tokens = BadTokens.From(olga.AccessToken, server.Secret, DateTimeOffset.UtcNow).Append(("a refresh token", olga.RefreshToken)).Append(("nothing", ""));
        foreach (var (name, token) in tokens.Where(bad => bad.Item2.Length < 6_000))
        {
            await using var socket = await NativeSocket.ConnectAsync(server.Address, token, Patience);
            var code = await socket.ClosedAsync(Patience);
            Assert.True((code, socket.Frames.Count) == (1008, 0), $"{name}: closed with {code} after {socket.Frames.Count} frames");
        }
        await using var good = await NativeSocket.ConnectAsync(server.Address, olga.AccessToken, Patience);
        await good.StartSessionAsync(cancellation: Patience);
    }

    [Fact]
    public async Task A_token_counts_in_its_header_alone()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        foreach (var header in (string?[])[null, olga.AccessToken, "Bearer", "Bearer ", $"Basic {olga.AccessToken}", $"Token {olga.AccessToken}", $"Bearer {olga.AccessToken}, Bearer {olga.AccessToken}", $"Bearer Bearer {olga.AccessToken}"])
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(header));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"bearer {olga.AccessToken}")); // the scheme is without regard to case

        foreach (var name in (string[])["token", "access_token", "user_id"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.Api.GetAsync($"/api/v1/users/me?{name}={olga.AccessToken}", null, Patience)).Status);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/users/me");
        request.Headers.Add("Cookie", $"access_token={olga.AccessToken}; token={olga.AccessToken}");
        using var answer = await http.SendAsync(request, Patience);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_without_a_credential_learns_what_else_is_wrong()
    {
        foreach (var (method, path) in ((HttpMethod, string)[])[
            (HttpMethod.Post, "/api/v1/messages"), (HttpMethod.Get, "/api/v1/users/none"), (HttpMethod.Get, "/api/v1/users/search"), (HttpMethod.Patch, "/api/v1/users/me"),
            (HttpMethod.Put, "/api/v1/blocks/x"), (HttpMethod.Delete, "/api/v1/auth/sessions/x"), (HttpMethod.Put, "/api/v1/people/x"), (HttpMethod.Post, "/api/v1/tokens")])
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.Api.CallAsync(method, path, null, "no object", Patience)).Status);
    }

    [Fact]
    public async Task A_persons_token_is_no_server_key_and_a_server_key_no_token()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        var key = (await server.CommandAsync("key", "create", "--name", "shop")).Output.Trim();
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Api.PostAsync("/api/v1/tokens", olga, new { external_id = "x" }, Patience)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync($"Bearer {key}"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/api/v1/tokens", key, """{"external_id":"nobody told of"}"""));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("/api/v1/tokens", olga.AccessToken, """{"external_id":"x"}"""));
    }

    [Fact]
    public async Task A_ticket_opens_one_socket_once()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        var ticket = await TicketAsync(olga);
        Assert.Null(await KnockAsync(ticket));
        Assert.Equal(1008, (int?)await KnockAsync(ticket));
        Assert.Equal(1008, (int?)await KnockAsync("ticket"));
        Assert.Equal(1008, (int?)await KnockAsync(olga.AccessToken));
    }

    [Fact]
    public async Task Neither_password_nor_token_is_in_the_log()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        await server.Api.PostAsync("/api/v1/auth/login", null, new { email = olga.Email, password = "wrong horse battery" }, Patience);
        await using (var socket = await NativeSocket.ConnectAsync(server.Address, olga.AccessToken, Patience))
            await socket.StartSessionAsync(cancellation: Patience);
        await server.Api.PostAsync("/api/v1/auth/refresh", null, new { refresh_token = olga.RefreshToken }, Patience);
        await server.Process.Output.FirstAsync(line => line.Contains($"user_id={olga.Id}", StringComparison.Ordinal), "the line about the socket", cancellation: Patience);
        var log = string.Join('\n', server.Process.Output.All);
        foreach (var secret in (string[])[NativeApi.Password, "wrong horse battery", olga.AccessToken, olga.RefreshToken, olga.AccessToken.Split('.')[2], Encoding.UTF8.GetString(server.Secret)])
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpStatusCode> StatusAsync(string? header) => (await AskAsync(header)).Status;

    private async Task<(HttpStatusCode Status, string? Scheme, string Body)> AskAsync(string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/users/me");
        if (header is not null)
            request.Headers.TryAddWithoutValidation("Authorization", header);
        using var answer = await http.SendAsync(request, Patience);
        return (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString(), await answer.Content.ReadAsStringAsync(Patience));
    }

    private async Task<HttpStatusCode> PostAsync(string path, string key, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Api-Key", key);
        using var answer = await http.SendAsync(request, Patience);
        return answer.StatusCode;
    }

    private async Task<string> TicketAsync(NativePerson person)
        => (await server.Api.PostAsync("/api/v1/auth/ws-ticket", person, null, Patience)).Expect().GetProperty("ticket").GetString()!;

    /// <returns>The code that the door was shut with; null when it stays open for a ping.</returns>
    private async Task<WebSocketCloseStatus?> KnockAsync(string ticket)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/ws", Query = $"ticket={ticket}" }.Uri, Patience);
        await socket.SendAsync("""{"event":"session.start","data":{"protocol":1,"client":"test"},"id":"1"}"""u8.ToArray(), WebSocketMessageType.Text, true, Patience);
        var received = await socket.ReceiveAsync(new byte[16_384], Patience);
        return received.CloseStatus;
    }

    /// <summary>What can be written into a header at all; the rest comes by socket, escaped.</summary>
    private static bool IsHeader(string token) => token.All(character => character is > ' ' and <= '~') && token.Length < 30_000;
}
