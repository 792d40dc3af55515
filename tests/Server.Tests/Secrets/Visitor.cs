using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Server.Tests.Secrets;

/// <summary>Somebody who tells a server secrets by every door, as one should and as one should not.</summary>
internal sealed class Visitor(Uri address, Vault vault) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address };
    private string password = vault.Word("a password", "pä* 1+/&\"ss");
    private string email = "";

    public string Access { get; private set; } = "";

    public string Refresh { get; private set; } = "";

    public long Chat { get; private set; }

    /// <summary>Registers, signs in rightly and wrongly, renews and loses sessions, changes the password.</summary>
    public async Task SignInAsync()
    {
        email = $"{Guid.NewGuid():N}@example.com";
        Take(await PostAsync(201, "auth/register", new { email, password, display_name = "Anna" }));
        await PostAsync(409, "auth/register", new { email, password, display_name = "Anna" });
        await PostAsync(422, "auth/register", new { email = password, password, display_name = "" });
        await PostAsync(401, "auth/login", new { email, password = vault.Word("a wrong password") });
        await PostAsync(401, "auth/login", new { email = vault.Word("an address that is none", "*@example.com"), password });
        using (var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = email, ["password"] = password }))
            Take(await CallAsync(200, HttpMethod.Post, "/api/v1/auth/login", form));
        var first = Refresh;
        for (var again = 0; again < 2; again++)
            Take(await PostAsync(200, "auth/refresh", new { refresh_token = Refresh }));
        await PostAsync(401, "auth/refresh", new { refresh_token = first });
        Take(await PostAsync(200, "auth/login", new { email, password }));
        await PostAsync(401, "auth/refresh", new { refresh_token = vault.Word("no refresh token", "eyJhbGciOiJIUzI1NiJ9.*.x") });
        await PostAsync(401, "auth/refresh", new { refresh_token = Access });
        var changed = vault.Word("a new password");
        await PostAsync(422, "auth/password", new { current_password = vault.Word("a password that is not the current one"), new_password = changed }, Access);
        await PostAsync(204, "auth/password", new { current_password = password, new_password = changed }, Access);
        password = changed;
        Take(await PostAsync(200, "auth/login", new { email, password }));
    }

    /// <param name="good">A token of the marketplace's that is taken.</param>
    /// <param name="bad">Of the marketplace's, too, whose key cannot be had now.</param>
    public async Task ExchangeAsync(string good, string bad)
    {
        Tokens(await PostAsync(200, "auth/exchange", new { token = good }));
        await PostAsync(503, "auth/exchange", new { token = bad });
        await CallAsync(200, HttpMethod.Get, "/api/v1/users/me", token: good);
    }

    /// <summary>The marketplace's backend, with its key.</summary>
    public async Task ServeAsync(string key)
    {
        await CallAsync(201, HttpMethod.Put, "/api/v1/people/boris", Json(new { display_name = "Boris", email = (string?)null }), key: key);
        Tokens(await CallAsync(200, HttpMethod.Post, "/api/v1/tokens", Json(new { external_id = "boris" }), key: key));
        await CallAsync(201, HttpMethod.Post, "/api/v1/server/messages", Json(new { chat_id = Chat, content = vault.Word("a message of the server") }), key: key);
        await CallAsync(401, HttpMethod.Post, "/api/v1/tokens", Json(new { external_id = "boris" }), key: vault.Word("a wrong key", "hk_*"));
        await CallAsync(401, HttpMethod.Post, "/api/v1/tokens", Json(new { external_id = "boris" }), token: key);
    }

    /// <summary>Everything that one does with messages, over REST.</summary>
    public async Task WriteAsync()
    {
        var guest = await PostAsync(201, "auth/guest", new { display_name = "Boris" });
        Tokens(guest);
        Chat = Id(await PostAsync(201, "chats/direct", new { user_id = Id(guest.GetProperty("user")) }, Access));
        var payload = new Dictionary<string, string> { [vault.Word("a name in a payload")] = vault.Word("a payload") };
        var message = Id(await PostAsync(201, "messages", new { chat_id = Chat, content = vault.Word("a message", "Это *, \"да\"?"), payload, client_message_id = "k" }, Access));
        await CallAsync(200, HttpMethod.Patch, $"/api/v1/messages/{message}", Json(new { content = vault.Word("a message, edited") }), Access);
        await CallAsync(204, HttpMethod.Put, $"/api/v1/messages/{message}/reactions/{Uri.EscapeDataString("👍")}", token: Access);
        await CallAsync(422, HttpMethod.Put, $"/api/v1/messages/{message}/reactions/{vault.Word("no emoji")}", token: Access);
        await PostAsync(201, $"messages/{message}/forward", new { chat_ids = new[] { Chat } }, Access);
        await CallAsync(200, HttpMethod.Get, $"/api/v1/users/search?q={vault.Word("a search")}", token: Access);
        await CallAsync(200, HttpMethod.Get, $"/api/v1/chats?q={vault.Word("a search among chats")}", token: Access);
        await CallAsync(200, HttpMethod.Put, $"/api/v1/chats/{Chat}/settings", Json(new { note = vault.Word("a note") }), Access);
        await CallAsync(204, HttpMethod.Delete, $"/api/v1/messages/{message}", token: Access);
    }

    /// <summary>Every way into the socket, good words and bad ones.</summary>
    public async Task TalkAsync()
    {
        await using (var socket = await NativeSocket.ConnectAsync(address, Access))
        {
            await socket.StartSessionAsync([]);
            var message = Id(await socket.CommandAsync("message.send", new { chat_id = Chat, content = vault.Word("a message by socket") }));
            await socket.CommandAsync("message.edit", new { message_id = message, content = vault.Word("a message edited by socket") });
            await socket.CommandAsync("session.refresh", new { access_token = Access });
            foreach (var garbage in Garbage())
                await socket.SendTextAsync(garbage);
            await socket.SendFrameAsync(Encoding.UTF8.GetBytes(vault.Word("a binary frame")), WebSocketMessageType.Binary);
            await socket.CommandAsync("ping", new { });
            Assert.Equal(Garbage().Count() + 1, socket.Frames.All.Count(frame => frame.IsError));
            await socket.CloseAsync();
        }

        await using (var refused = await NativeSocket.ConnectAsync(address, vault.Word("a bad token of a socket")))
            Assert.Equal(1008, await refused.ClosedAsync());
        await using (var refused = await NativeSocket.ConnectAsync(address, Refresh))
            Assert.Equal(1008, await refused.ClosedAsync());
        var ticket = vault.Token("a ticket", (await PostAsync(200, "auth/ws-ticket", null, Access)).GetProperty("ticket").GetString()!);
        await HandshakeAsync($"?ticket={ticket}", null, null);
        await HandshakeAsync($"?ticket={ticket}", null, null); // used up
        await HandshakeAsync("", Access, null);
        await HandshakeAsync($"?token={Access}", null, "https://evil.example.com");
        await CallAsync(426, HttpMethod.Get, $"/ws?token={Access}");
    }

    /// <summary>Mistakes of every kind, each with something in it that is nobody's business.</summary>
    public async Task MistakeAsync()
    {
        foreach (var wrong in new object[] { new { chat_id = vault.Word("a chat that is no number"), content = 1 }, new { chat_id = Chat, content = "", type = vault.Word("no type") }, new[] { Access } })
            await PostAsync(422, "messages", wrong, Access);
        await CallAsync(422, HttpMethod.Post, "/api/v1/messages", Text($"{{\"content\": \"{vault.Word("half a body")}", "application/json"), Access);
        await CallAsync(422, HttpMethod.Post, "/api/v1/messages", Text(string.Concat(Enumerable.Repeat("{\"a\":", 40)) + $"\"{vault.Word("a deep body")}\"" + new string('}', 40), "application/json"), Access);
        await CallAsync(415, HttpMethod.Post, "/api/v1/messages", Text(vault.Word("a body that is no JSON"), "text/plain"), Access);
        var huge = string.Concat(Enumerable.Repeat(vault.Word("a huge body"), 20_000));
        await CallAsync(413, HttpMethod.Post, "/api/v1/messages", Json(new { chat_id = Chat, content = huge }), Access);
        await CallAsync(404, HttpMethod.Get, $"/api/v1/{vault.Word("a path")}?token={Access}");
        await CallAsync(404, HttpMethod.Get, $"/api/v1/messages/{Access}/{vault.Word("a path below")}", token: Access);
        await CallAsync(422, HttpMethod.Get, $"/api/v1/messages/{vault.Word("an id that is no number")}", token: Access);
        await CallAsync(405, HttpMethod.Delete, $"/api/v1/users/me?token={Access}", token: Access);
        await CallAsync(422, HttpMethod.Get, $"/api/v1/chats/{Chat}/messages?limit={vault.Word("a limit")}", token: Access);
        await CallAsync(401, HttpMethod.Get, "/api/v1/users/me", token: vault.Word("a token that is none"));
        await CallAsync(401, HttpMethod.Get, "/api/v1/users/me", token: Refresh);
        await CallAsync(401, HttpMethod.Get, "/api/v1/users/me", token: Access + "x");
        await CallAsync(401, HttpMethod.Get, "/api/v1/users/me", header: ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{password}"))}"));
        await CallAsync(401, HttpMethod.Get, $"/api/v1/users/me?token={Access}", header: ("Cookie", $"session={vault.Word("a cookie")}; token={Access}"));
        await CallAsync(412, HttpMethod.Put, $"/api/v1/chats/{Chat}/settings", Json(new { note = "" }), Access, header: ("If-Match", vault.Word("a revision")));
        await NoiseAsync($"GET /ws?token={Access} HTTP/9.9\r\nHost: {address.Authority}\r\n\r\n");
        await NoiseAsync($"{vault.Word("no method")} {vault.Word("no target")}\r\n\r\n");
        await NoiseAsync($"GET / HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization {Access}\r\n\r\n");
        await NoiseAsync($"GET / HTTP/1.1\r\nHost: {vault.Word("no host", "*/:*")}\r\nAuthorization: Bearer {Access}\r\n\r\n");
        await NoiseAsync($"GET / HTTP/1.1\r\nHost: {address.Authority}\r\nX: {string.Concat(Enumerable.Repeat(Access, 200))}\r\n\r\n");
        await NoiseAsync($"POST /api/v1/messages?token={Access} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 2000000\r\n\r\n{huge}");
        await NoiseAsync($"POST /api/v1/messages HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nAuthorization: Bearer {Access}\r\nContent-Length: 900\r\n\r\n{{\"content\": \"{vault.Word("a body that breaks off")}");
    }

    /// <summary>While the database is not as it should be: nothing of this can succeed.</summary>
    public async Task InsistAsync()
    {
        var content = vault.Word("a message that cannot be stored");
        foreach (var answer in new[]
        {
            await AskAsync(HttpMethod.Post, "/api/v1/messages", Json(new { chat_id = Chat, content, client_message_id = vault.Word("a client's own id") }), Access),
            await AskAsync(HttpMethod.Get, $"/api/v1/chats/{Chat}/messages", null, Access),
            await AskAsync(HttpMethod.Get, $"/api/v1/users/search?q={vault.Word("a search that fails")}", null, Access),
            await AskAsync(HttpMethod.Post, "/api/v1/auth/login", Json(new { email, password })),
            await AskAsync(HttpMethod.Post, "/api/v1/auth/refresh", Json(new { refresh_token = Refresh })),
        })
            Assert.True(answer.Status >= 500, $"{answer.Status} {answer.Body}");
    }

    /// <summary>The same over a socket that was open before.</summary>
    public async Task InsistAsync(NativeSocket socket)
    {
        var answer = await socket.TryCommandAsync("message.send", new { chat_id = Chat, content = vault.Word("a message by socket that cannot be stored") });
        Assert.True(answer.Code is "internal" or "unavailable", answer.Text);
        answer = await socket.TryCommandAsync("chat.history", new { chat_id = Chat });
        Assert.True(answer.Code is "internal" or "unavailable", answer.Text);
    }

    /// <summary>Signs out of a session that nothing else needs.</summary>
    public async Task LeaveAsync()
    {
        var tokens = await PostAsync(200, "auth/login", new { email, password });
        Tokens(tokens);
        var (access, refresh) = (tokens.GetProperty("access_token").GetString(), tokens.GetProperty("refresh_token").GetString());
        await PostAsync(204, "auth/logout", new { refresh_token = refresh }, access);
        await PostAsync(401, "auth/refresh", new { refresh_token = refresh });
    }

    public void Dispose() => http.Dispose();

    private IEnumerable<string> Garbage()
    {
        var text = vault.Word("a text in a bad frame");
        yield return $"{{\"event\": \"message.send\", \"data\": {{\"content\": \"{text}";
        yield return $"{Access} {text}";
        yield return $"[\"{text}\", \"{Access}\"]";
        yield return $$$"""{"event": "{{{text}}}", "data": {"token": "{{{Access}}}"}, "id": "a"}""";
        yield return $$$"""{"event": 7, "data": "{{{Access}}}"}""";
        yield return $$$"""{"event": "ping", "data": {}, "id": "{{{string.Concat(Enumerable.Repeat(text, 20))}}}"}""";
        yield return $$$"""{"event": "message.send", "data": {"chat_id": "{{{Access}}}", "content": ["{{{text}}}"]}, "id": "b"}""";
        yield return $$$"""{"event": "message.send", "data": {"chat_id": {{{Chat}}}, "content": "{{{text}}}", "type": "{{{text}}}"}, "id": "c"}""";
        yield return $$$"""{"event": "session.refresh", "data": {"access_token": "{{{text}}}"}, "id": "d"}""";
        yield return $$$"""{"event": "session.refresh", "data": {"access_token": "{{{Refresh}}}"}, "id": "e"}""";
    }

    private void Take(JsonElement tokens)
    {
        Tokens(tokens);
        (Access, Refresh) = (tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("refresh_token").GetString()!);
    }

    private void Tokens(JsonElement tokens)
    {
        foreach (var name in new[] { "access_token", "refresh_token" })
            vault.Token($"an {name}", tokens.GetProperty(name).GetString()!);
    }

    private Task<JsonElement> PostAsync(int status, string path, object? body, string? token = null)
        => CallAsync(status, HttpMethod.Post, $"/api/v1/{path}", body is null ? null : Json(body), token);

    private async Task<JsonElement> CallAsync(int status, HttpMethod method, string path, HttpContent? body = null, string? token = null, string? key = null, (string Name, string Value)? header = null)
    {
        var answer = await AskAsync(method, path, body, token, key, header);
        Assert.True(answer.Status == status, $"{method} {path}: {answer.Status} instead of {status}: {answer.Body}");
        return answer.Body is ['{', ..] ? JsonElement.Parse(answer.Body) : default;
    }

    private async Task<(int Status, string Body)> AskAsync(
        HttpMethod method, string path, HttpContent? body, string? token = null, string? key = null, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);
        if (header is { } one)
            request.Headers.TryAddWithoutValidation(one.Name, one.Value);
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task HandshakeAsync(string query, string? token, string? origin)
    {
        using var socket = new ClientWebSocket();
        if (token is not null)
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/ws", Query = query }.Uri, CancellationToken.None);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException) when (origin is not null)
        {
            // refused, as it should be
        }
    }

    /// <summary>Bytes that are not quite HTTP; returns when the server has hung up.</summary>
    private async Task NoiseAsync(string text)
    {
        using var plug = new TcpClient();
        await plug.ConnectAsync(address.Host, address.Port);
        var stream = plug.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
            plug.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null).WaitAsync(Patience.Limit);
        }
        catch (Exception cutOff) when (cutOff is IOException or SocketException)
        {
            // it did so at once
        }
    }

    private static StringContent Json(object body) => Text(JsonSerializer.Serialize(body), "application/json");

    private static StringContent Text(string text, string type) => new(text, Encoding.UTF8, new MediaTypeHeaderValue(type));

    private static long Id(JsonElement thing) => thing.GetProperty("id").GetInt64();
}
