using System.Net;
using System.Text;
using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Server.Tests.Identity;

/// <summary>The routes of contracts/messenger.md, A2, B4.1, B4.2, B4.8 and B4.14, on a server as operators run it.</summary>
public sealed class AuthRoutesTests(RunningServer server) : IClassFixture<RunningServer>, IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = server.Address };

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registering_answers_with_the_Token_response()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var answer = await server.Api.PostAsync("/api/v1/auth/register", null, new { email, password = "password123", display_name = " Анна " }, Patience);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(["access_token", "refresh_token", "token_type", "expires_in", "user"], Names(answer.Body));
        Assert.Equal(("bearer", 900), (answer.Body.GetProperty("token_type").GetString(), answer.Body.GetProperty("expires_in").GetInt32()));
        var user = answer.Body.GetProperty("user");
        Assert.Equal(
            ["id", "email", "display_name", "tag", "avatar_url", "created_at", "kind", "role", "external_id", "email_verified", "bio", "locale", "time_zone", "read_receipts", "presence_visibility"],
            Names(user));
        Assert.Equal((email, "Анна"), (user.GetProperty("email").GetString(), user.GetProperty("display_name").GetString()));
        Assert.StartsWith("anna", user.GetProperty("tag").GetString(), StringComparison.Ordinal);

        var again = await server.Api.PostAsync("/api/v1/auth/register", null, new { email = email.ToUpperInvariant(), password = "password123", display_name = "B" }, Patience);
        Assert.Equal((HttpStatusCode.Conflict, "email_taken"), (again.Status, again.Code));
    }

    [Theory]
    [InlineData("""{"password":"password123","display_name":"A"}""", "email")]
    [InlineData("""{"email":"a.example.com","password":"password123","display_name":"A"}""", "email")]
    [InlineData("""{"email":"a@b@example.com","password":"password123","display_name":"A"}""", "email")]
    [InlineData("""{"email":"a\u0000@example.com","password":"password123","display_name":"A"}""", "email")]
    [InlineData("""{"email":7,"password":"password123","display_name":"A"}""", "email")]
    [InlineData("""{"email":"a@example.com","password":"1234567","display_name":"A"}""", "password")]
    [InlineData("""{"email":"a@example.com","password":["password123"],"display_name":"A"}""", "password")]
    [InlineData("""{"email":"a@example.com","password":"password123","display_name":"   "}""", "display_name")]
    [InlineData("""{"email":"a@example.com","password":"password123","display_name":"a\u0000b"}""", "display_name")]
    [InlineData("""{"email":"a@example.com","password":"password123"}""", "display_name")]
    [InlineData("""{"email":"a@example.com",""", "body")]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    public async Task A_bad_field_is_named(string json, string field)
    {
        var (status, body) = await PostAsync("/api/v1/auth/register", json, "application/json");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("invalid", body.GetProperty("code").GetString());
        Assert.Equal(field, body.GetProperty("detail")[0].GetProperty("loc").EnumerateArray().Last().GetString());
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_refused_and_a_whole_one_is_not()
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("/api/v1/auth/register", """{"email":"a@example.com","password":"password123","display_name":"\ud83d"}""", "application/json")).Status);
        var emoji = await server.Api.PostAsync("/api/v1/auth/register", null, new { email = $"{Guid.NewGuid():N}@example.com", password = "pass🚲word", display_name = "Olga 🚲" }, Patience);
        Assert.Equal("Olga 🚲", emoji.Expect().GetProperty("user").GetProperty("display_name").GetString());
    }

    [Fact]
    public async Task One_can_log_in_by_JSON_and_by_form_and_a_wrong_password_looks_like_an_unknown_e_mail()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        Assert.NotEqual(olga.AccessToken, (await server.Api.LoginAsync(olga)).AccessToken);
        var form = await PostAsync("/api/v1/auth/login", $"grant_type=password&username={Uri.EscapeDataString(olga.Email!)}&password={Uri.EscapeDataString(NativeApi.Password)}", "application/x-www-form-urlencoded");
        Assert.Equal((HttpStatusCode.OK, olga.Id), (form.Status, form.Body.GetProperty("user").GetProperty("id").GetInt64()));

        var wrong = await server.Api.PostAsync("/api/v1/auth/login", null, new { email = olga.Email, password = "wrong horse" }, Patience);
        var unknown = await server.Api.PostAsync("/api/v1/auth/login", null, new { email = "nobody@example.com", password = "wrong horse" }, Patience);
        Assert.Equal((HttpStatusCode.Unauthorized, wrong.Body.GetRawText()), (wrong.Status, unknown.Body.GetRawText()));
        Assert.Equal(wrong.Status, unknown.Status);
        foreach (var (body, type) in ((string, string)[])[("", "application/x-www-form-urlencoded"), ("username=a", "application/x-www-form-urlencoded"), ("{}", "application/json"), (new string('x', 70_000), "application/x-www-form-urlencoded")])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("/api/v1/auth/login", body, type)).Status);
    }

    [Fact]
    public async Task Many_tabs_that_refresh_at_once_get_one_pair_and_only_refresh_tokens_refresh()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        var pairs = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => NativePersonOf(await RefreshAsync(olga.RefreshToken))));
        Assert.Single(pairs.Distinct());
        Assert.NotEqual(olga.RefreshToken, pairs[0].RefreshToken);
        Assert.True((await server.Api.GetAsync("/api/v1/users/me", pairs[0], Patience)).IsSuccess);
        foreach (var wrong in (string[])[olga.AccessToken, "", "token"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(wrong)).Status);
    }

    [Fact]
    public async Task Logging_out_closes_the_sockets_of_that_session_and_of_no_other()
    {
        var here = await server.Api.RegisterAsync("Olga");
        var there = await server.Api.LoginAsync(here);
        await using var closing = await NativeSocket.ConnectAsync(server.Address, here.AccessToken, Patience);
        await using var staying = await NativeSocket.ConnectAsync(server.Address, there.AccessToken, Patience);
        await staying.StartSessionAsync(cancellation: Patience);
        await closing.StartSessionAsync(cancellation: Patience);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Api.PostAsync("/api/v1/auth/logout", here, new { refresh_token = here.RefreshToken }, Patience)).Status);
        Assert.Equal(1008, await closing.ClosedAsync(Patience));
        await staying.CommandAsync("ping", new { }, Patience);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Api.GetAsync("/api/v1/users/me", here, Patience)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Api.PostAsync("/api/v1/auth/logout", here, null, Patience)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(here.RefreshToken)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Api.PostAsync("/api/v1/auth/logout", there, null, Patience)).Status);
        Assert.Equal(1008, await staying.ClosedAsync(Patience));
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one_and_all_at_once()
    {
        var here = await server.Api.RegisterAsync("Olga");
        var (phone, tablet) = (await server.Api.LoginAsync(here), await server.Api.LoginAsync(here));
        var sessions = (await server.Api.GetAsync("/api/v1/auth/sessions", here, Patience)).Expect().GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(3, sessions.Count);
        Assert.Equal(["id", "device_name", "ip", "user_agent", "created_at", "last_seen_at", "current"], Names(sessions[0]));
        Assert.Single(sessions, session => session.GetProperty("current").GetBoolean());
        Assert.All(sessions, session => Assert.Equal("127.0.0.1", session.GetProperty("ip").GetString()));

        var phones = (await server.Api.GetAsync("/api/v1/auth/sessions", phone, Patience)).Expect().GetProperty("items").EnumerateArray().Single(session => session.GetProperty("current").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await server.Api.CallAsync(HttpMethod.Delete, $"/api/v1/auth/sessions/{phones.GetProperty("id")}", here, null, Patience)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Api.GetAsync("/api/v1/users/me", phone, Patience)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Api.CallAsync(HttpMethod.Delete, $"/api/v1/auth/sessions/{phones.GetProperty("id")}", here, null, Patience)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Api.PostAsync("/api/v1/auth/logout-all", here, null, Patience)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Api.GetAsync("/api/v1/users/me", tablet, Patience)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.Api.PostAsync("/api/v1/auth/logout-all?include_current=perhaps", here, null, Patience)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Api.PostAsync("/api/v1/auth/logout-all?include_current=true", here, null, Patience)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Api.GetAsync("/api/v1/users/me", here, Patience)).Status);
    }

    [Fact]
    public async Task A_new_password_is_the_only_one()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        async Task<HttpStatusCode> ChangeAsync(string current, string next) => (await server.Api.PostAsync("/api/v1/auth/password", olga, new { current_password = current, new_password = next }, Patience)).Status;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ChangeAsync("wrong horse", "a new password"));
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(NativeApi.Password, "a new password"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Api.PostAsync("/api/v1/auth/login", null, new { email = olga.Email, password = NativeApi.Password }, Patience)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Api.PostAsync("/api/v1/auth/login", null, new { email = olga.Email, password = "a new password" }, Patience)).Status);
    }

    [Fact]
    public async Task A_profile_is_patched_field_by_field()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        async Task<JsonElement> PatchAsync(string json) => (await SendAsync(HttpMethod.Patch, "/api/v1/users/me", olga, json)).Body;
        await PatchAsync("""{"bio":"Sells bicycles","locale":"ru","read_receipts":false,"presence_visibility":"contacts"}""");
        var after = await PatchAsync("""{"bio":null,"display_name":"Olga P."}""");
        Assert.Equal(("Olga P.", null, "ru", false, "contacts"), (
            after.GetProperty("display_name").GetString(), after.GetProperty("bio").GetString(), after.GetProperty("locale").GetString(),
            after.GetProperty("read_receipts").GetBoolean(), after.GetProperty("presence_visibility").GetString()));
        Assert.Equal(after.GetRawText(), (await server.Api.GetAsync("/api/v1/users/me", olga, Patience)).Expect().GetRawText());
        foreach (var (json, field) in ((string, string)[])[
            ("""{"display_name":null}""", "display_name"), ("""{"tag":"A B"}""", "tag"), ("""{"tag":null}""", "tag"), ("""{"read_receipts":null}""", "read_receipts"), ("""{"read_receipts":"no"}""", "read_receipts"),
            ("""{"presence_visibility":"friends"}""", "presence_visibility"), ("""{"time_zone":"Mars/Olympus"}""", "time_zone"), ("""{"time_zone":"../../etc/passwd"}""", "time_zone"), ("""{"locale":"russian!"}""", "locale")])
        {
            var (status, body) = await SendAsync(HttpMethod.Patch, "/api/v1/users/me", olga, json);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            Assert.Equal(field, body.GetProperty("detail")[0].GetProperty("loc")[1].GetString());
        }
    }

    [Fact]
    public async Task People_are_looked_up_and_nobodys_e_mail_is_shown()
    {
        var (olga, ivan) = (await server.Api.RegisterAsync("Olga Zvezda"), await server.Api.RegisterAsync("Ivan"));
        var found = (await server.Api.GetAsync($"/api/v1/users/{olga.Id}", ivan, Patience)).Expect();
        Assert.Equal(["id", "display_name", "tag", "avatar_url", "kind", "created_at", "presence"], Names(found));
        Assert.Equal("offline", found.GetProperty("presence").GetProperty("status").GetString());
        Assert.Equal(olga.Id, (await server.Api.GetAsync($"/api/v1/users/by-tag/{found.GetProperty("tag")}", ivan, Patience)).Expect().GetProperty("id").GetInt64());
        var search = (await server.Api.GetAsync("/api/v1/users/search?q=zvezda", ivan, Patience)).Expect();
        Assert.Equal([olga.Id], search.GetProperty("items").EnumerateArray().Select(user => user.GetProperty("id").GetInt64()));
        Assert.DoesNotContain("@example.com", search.GetRawText() + found.GetRawText(), StringComparison.Ordinal);
        var presence = (await server.Api.GetAsync($"/api/v1/users/presence?ids={olga.Id},{ivan.Id},{olga.Id}", ivan, Patience)).Expect().GetProperty("items");
        Assert.Equal([olga.Id, ivan.Id], presence.EnumerateArray().Select(seen => seen.GetProperty("user_id").GetInt64()));

        foreach (var (path, status) in ((string, int)[])[
            ("/api/v1/users/4000000", 404), ("/api/v1/users/99999999999999999999", 404), ("/api/v1/users/x", 422), ("/api/v1/users/by-tag/nobody_at_all", 404), ("/api/v1/users/by-tag/%00", 400),
            ("/api/v1/users/search", 422), ("/api/v1/users/search?q=o", 422), ("/api/v1/users/search?q=olga&limit=0", 422), ("/api/v1/users/presence?ids=a", 422),
            ($"/api/v1/users/presence?ids={string.Join(',', Enumerable.Range(1, 101))}", 422), ("/api/v1/users/presence", 200)])
            Assert.Equal((path, status), (path, (int)(await server.Api.GetAsync(path, ivan, Patience)).Status));
    }

    [Fact]
    public async Task A_blocked_person_no_longer_finds_who_blocked_it()
    {
        var (olga, ivan) = (await server.Api.RegisterAsync("Olga"), await server.Api.RegisterAsync("Ivan"));
        async Task<int> CallAsync(HttpMethod method, string path) => (int)(await server.Api.CallAsync(method, path, olga, null, Patience)).Status;
        Assert.Equal(204, await CallAsync(HttpMethod.Put, $"/api/v1/blocks/{ivan.Id}"));
        Assert.Equal(204, await CallAsync(HttpMethod.Put, $"/api/v1/blocks/{ivan.Id}"));
        Assert.Equal(404, (int)(await server.Api.GetAsync($"/api/v1/users/{olga.Id}", ivan, Patience)).Status);
        Assert.Equal([ivan.Id], (await server.Api.GetAsync("/api/v1/blocks", olga, Patience)).Expect().GetProperty("items").EnumerateArray().Select(user => user.GetProperty("id").GetInt64()));
        Assert.Equal(204, await CallAsync(HttpMethod.Delete, $"/api/v1/blocks/{ivan.Id}"));
        Assert.Equal(204, await CallAsync(HttpMethod.Delete, $"/api/v1/blocks/{ivan.Id}"));
        Assert.Equal(200, (int)(await server.Api.GetAsync($"/api/v1/users/{olga.Id}", ivan, Patience)).Status);
        Assert.Equal((422, 404), (await CallAsync(HttpMethod.Put, $"/api/v1/blocks/{olga.Id}"), await CallAsync(HttpMethod.Put, "/api/v1/blocks/4000000")));
    }

    [Fact]
    public async Task The_marketplaces_backend_tells_of_people_and_signs_them_in()
    {
        var key = (await server.CommandAsync("key", "create", "--name", "shop")).Output.Trim();
        var external = $"buyer-{Guid.NewGuid():N}";
        var (created, person) = await KeyedAsync(HttpMethod.Put, $"/api/v1/people/{external}", key, """{"display_name":"Boris","email":"boris@example.com"}""");
        Assert.Equal((HttpStatusCode.Created, external, "Boris"), (created, person.GetProperty("external_id").GetString(), person.GetProperty("display_name").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await KeyedAsync(HttpMethod.Put, $"/api/v1/people/{external}", key, """{"role":"moderator"}""")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await KeyedAsync(HttpMethod.Put, $"/api/v1/people/{external}", key, """{"role":"king"}""")).Status);

        var (minted, tokens) = await KeyedAsync(HttpMethod.Post, "/api/v1/tokens", key, $$"""{"external_id":"{{external}}","expires_in":600}""");
        Assert.Equal((HttpStatusCode.OK, 600), (minted, tokens.GetProperty("expires_in").GetInt32()));
        await using var socket = await NativeSocket.ConnectAsync(server.Address, tokens.GetProperty("access_token").GetString(), Patience);
        await socket.StartSessionAsync(cancellation: Patience);
        Assert.Equal(HttpStatusCode.OK, (await KeyedAsync(HttpMethod.Put, $"/api/v1/people/{external}", key, """{"disabled":true}""")).Status);
        Assert.Equal(1008, await socket.ClosedAsync(Patience));
        Assert.Equal(HttpStatusCode.NotFound, (await KeyedAsync(HttpMethod.Post, "/api/v1/tokens", key, $$"""{"external_id":"{{external}}"}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await KeyedAsync(HttpMethod.Delete, $"/api/v1/people/{external}", key, null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await KeyedAsync(HttpMethod.Delete, $"/api/v1/people/{external}", key, null)).Status);
    }

    [Fact]
    public async Task A_guests_chats_become_the_accounts()
    {
        var (guest, olga, ivan) = (await server.Api.GuestAsync("Visitor"), await server.Api.RegisterAsync("Olga"), await server.Api.RegisterAsync("Ivan"));
        var chat = await server.Api.OpenDirectAsync(guest, ivan, Patience);
        await server.Api.SendAsync(guest, chat, "Is it still for sale?", cancellation: Patience);
        var claimed = await server.Api.PostAsync("/api/v1/auth/guest/claim", olga, new { guest_refresh_token = guest.RefreshToken }, Patience);
        Assert.Equal([chat], claimed.Expect().GetProperty("merged_chat_ids").EnumerateArray().Select(id => id.GetInt64()));
        Assert.Single(await server.Api.MessagesAsync(olga, chat, cancellation: Patience));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Api.GetAsync($"/api/v1/chats/{chat}", guest, Patience)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Api.CallAsync(HttpMethod.Delete, "/api/v1/auth/guest/claim", olga, null, Patience)).Status);
        Assert.Single(await server.Api.MessagesAsync(guest, chat, cancellation: Patience));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.Api.PostAsync("/api/v1/auth/guest/claim", olga, new { guest_refresh_token = ivan.RefreshToken }, Patience)).Status);
        Assert.Equal(HttpStatusCode.Created, (await server.Api.PostAsync("/api/v1/auth/guest", null, null, Patience)).Status); // without a body too
    }

    [Fact]
    public async Task Somebody_disabled_on_the_command_line_is_cut_off()
    {
        var olga = await server.Api.RegisterAsync("Olga");
        await using var socket = await NativeSocket.ConnectAsync(server.Address, olga.AccessToken, Patience);
        await socket.StartSessionAsync(cancellation: Patience);
        var disabled = await server.CommandAsync("user", "disable", olga.Email!);
        Assert.Equal((0, ""), (disabled.ExitCode, disabled.Errors));
        Assert.Equal(1008, await socket.ClosedAsync(Patience));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Api.GetAsync("/api/v1/users/me", olga, Patience)).Status);
    }

    [Theory]
    [InlineData("POST", "/api/v1/auth/password/forgot")]
    [InlineData("POST", "/api/v1/auth/email/verify")]
    [InlineData("GET", "/api/v1/templates")]
    public async Task What_is_not_there_is_404(string method, string path)
        => Assert.Equal(HttpStatusCode.NotFound, (await server.Api.CallAsync(new HttpMethod(method), path, null, null, Patience)).Status);

    public void Dispose() => http.Dispose();

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    private static NativePerson NativePersonOf(NativeAnswer tokens)
    {
        var json = tokens.Expect();
        return new NativePerson(json.GetProperty("user").GetProperty("id").GetInt64(), "Olga", null, json.GetProperty("access_token").GetString()!, json.GetProperty("refresh_token").GetString()!);
    }

    private Task<NativeAnswer> RefreshAsync(string token) => server.Api.PostAsync("/api/v1/auth/refresh", null, new { refresh_token = token }, Patience);

    private Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string body, string type)
        => SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) });

    private Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, NativePerson caller, string json)
    {
        var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", caller.AccessToken);
        return SendAsync(request);
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> KeyedAsync(HttpMethod method, string path, string key, string? json)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Api-Key", key);
        return SendAsync(request);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await http.SendAsync(request, Patience);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Patience);
            return (answer.StatusCode, bytes.Length == 0 ? default : JsonElement.Parse(bytes));
        }
    }
}
