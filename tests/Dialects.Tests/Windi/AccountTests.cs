using System.Text;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Windi;

public sealed class AccountsOnSqlite(SqliteServer server) : AccountTests(server);

public sealed class AccountsOnPostgreSql(PostgreSqlServer server) : AccountTests(server);

/// <summary>Registering, signing in, and the token. Source: contracts/windi.md, 4.1, 4.2 and 7.</summary>
public abstract class AccountTests(NativeServer server) : WindiRoutes(server)
{
    [Fact]
    public async Task Registering_answers_with_exactly_the_three_fields_of_a_user()
    {
        var email = $"{Guid.NewGuid():N}@Example.com";
        var answer = (await PostAsync("/auth/register", null, new { name = "Анна", email, password = "1" })).Is(201);
        Assert.Equal(["id", "name", "email"], answer.Body.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("Анна", email), (answer["name"].GetString(), answer["email"].GetString()));
    }

    [Fact]
    public async Task An_email_that_is_taken_is_refused_in_any_case_and_of_parallel_registrations_one_wins()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync("/auth/register", null, new { name = "A", email, password = Password })));
        Assert.Equal(1, tries.Count(answer => answer.Status == 201));
        Assert.All(tries.Where(answer => answer.Status != 201), answer => answer.Is(400));
        Assert.NotEmpty((await PostAsync("/auth/register", null, new { name = "A", email = email.ToUpperInvariant(), password = Password })).Is(400)["detail"].GetString()!);
    }

    [Theory]
    [InlineData("""{"email":"a@example.com","password":"1"}""", "body.name")]
    [InlineData("""{"name":"A","password":"1"}""", "body.email")]
    [InlineData("""{"name":"A","email":"a@example.com"}""", "body.password")]
    [InlineData("""{"name":"A","email":"no e-mail","password":"1"}""", "body.email")]
    [InlineData("""{"name":"A","email":"a@example.com","password":""}""", "body.password")]
    [InlineData("""{"name":5,"email":"a@example.com","password":"1"}""", "body.name")]
    [InlineData("""[1]""", "body")]
    [InlineData("""{"name":""", "body.name")]
    public async Task A_registration_with_a_mistake_is_refused_with_the_place_of_it(string body, string place)
    {
        var complaint = Assert.Single((await PostAsync("/auth/register", null, body)).Is(422)["detail"].EnumerateArray());
        Assert.StartsWith(place.Split('.')[0], string.Join('.', complaint.GetProperty("loc").EnumerateArray().Select(step => step.GetString())), StringComparison.Ordinal);
        if (!body.EndsWith(':'))
            Assert.Equal(place, string.Join('.', complaint.GetProperty("loc").EnumerateArray().Select(step => step.GetString())));
    }

    [Fact]
    public async Task Names_emails_and_passwords_are_as_long_as_documented()
    {
        await IsTooLongAsync(new string('я', 51), $"{Guid.NewGuid():N}@example.com", "1", "name");
        await IsTooLongAsync("A", $"{Guid.NewGuid():N}@{new string('a', 60)}.example.com", "1", "email");
        await IsTooLongAsync("A", $"{Guid.NewGuid():N}@example.com", new string('p', 257), "password");
        (await PostAsync("/auth/register", null, new { name = new string('я', 50), email = $"{Guid.NewGuid():N}@example.com", password = new string('p', 256) })).Is(201);

        async Task IsTooLongAsync(string name, string email, string password, string field)
        {
            var complaint = Assert.Single((await PostAsync("/auth/register", null, new { name, email, password })).Is(422)["detail"].EnumerateArray());
            Assert.Equal(["body", field], complaint.GetProperty("loc").EnumerateArray().Select(step => step.GetString()));
        }
    }

    [Fact]
    public async Task Signing_in_takes_a_form_with_whatever_else_the_grant_sends()
    {
        var anna = await RegisterAsync("Anna");
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["username"] = anna.Email.ToUpperInvariant(), ["password"] = Password, ["scope"] = "", ["client_id"] = "x", ["client_secret"] = "y",
        };
        var answer = (await PostAsync("/auth/login", null, new FormUrlEncodedContent(form))).Is(200);
        Assert.Equal("bearer", answer["token_type"].GetString());
        Assert.NotEmpty(answer["access_token"].GetString()!);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_email_get_the_same_answer()
    {
        var anna = await RegisterAsync("Anna");
        var wrong = (await LoginAsync(anna.Email, "124")).Is(401);
        var unknown = (await LoginAsync($"{Guid.NewGuid():N}@example.com", Password)).Is(401);
        Assert.Equal(wrong.Body.GetRawText(), unknown.Body.GetRawText());
        Assert.Equal("Bearer", wrong.Headers.WwwAuthenticate.ToString());
        (await PostAsync("/auth/login", null, new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = anna.Email }))).Is(422);
        (await PostAsync("/auth/login", null, new { username = anna.Email, password = Password })).Is(422);
    }

    [Fact]
    public async Task A_password_counts_to_its_last_character()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var long1 = new string('п', 80) + "1";
        (await PostAsync("/auth/register", null, new { name = "A", email, password = long1 })).Is(201);
        (await LoginAsync(email, long1[..^1] + "2")).Is(401);
        (await LoginAsync(email, long1)).Is(200);
    }

    [Fact]
    public async Task The_token_lives_a_day_and_names_its_person()
    {
        var anna = await RegisterAsync("Anna");
        var claims = JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(anna.Token.Split('.')[1]));
        Assert.Equal($"{anna.Id}", claims.GetProperty("sub").GetString());
        Assert.Equal(1440 * 60, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64(), tolerance: 1);
        Assert.NotEmpty(claims.GetProperty("jti").GetString()!);
        Assert.Equal(anna.Email, (await GetAsync("/auth/me", anna)).Is(200)["email"].GetString());
    }

    [Fact]
    public async Task Without_a_good_bearer_token_every_route_answers_401_before_it_looks_at_anything()
    {
        var anna = await RegisterAsync("Anna");
        string[] routes = ["GET /auth/me", "POST /messages", "POST /messages/1/read", "POST /messages/read", "GET /messages/history/1?limit=-1", "GET /chats", "POST /chats",
            "GET /chats/x", "PATCH /chats/1", "POST /chats/1/participants", "DELETE /chats/1/participants/1", "GET /users?q=a", "PATCH /auth/me", "POST /auth/logout"];
        var parts = anna.Token.Split('.');
        var none = System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"none"}"""u8);
        string?[] credentials = [null, "Bearer", "Bearer ", anna.Token, $"Basic {anna.Token}", "Bearer garbage", $"Bearer {parts[0]}.{parts[1]}.", $"Bearer {none}.{parts[1]}.",
            $"Bearer {parts[0]}.{parts[1]}.{parts[2][..^4]}AAAA"];
        foreach (var route in routes)
            foreach (var credential in credentials)
            {
                var (method, path) = (new HttpMethod(route.Split(' ')[0]), route.Split(' ')[1]);
                var answer = await CallAsync(method, path, null, method == HttpMethod.Get ? null : "{nonsense", credential is null ? [] : [("Authorization", credential)]);
                Assert.Equal("Bearer", answer.Is(401).Headers.WwwAuthenticate.ToString());
                Assert.NotEmpty(answer["detail"].GetString()!);
            }
        (await CallAsync(HttpMethod.Get, $"/auth/me?token={anna.Token}&access_token={anna.Token}", null)).Is(401);
        (await CallAsync(HttpMethod.Get, "/auth/me", null, null, ("Cookie", $"windi_ws={anna.Token}"))).Is(401);
    }

    [Fact]
    public async Task Signing_out_makes_the_token_void_and_closes_its_sockets()
    {
        var anna = await RegisterAsync("Anna");
        await using var socket = await ConnectAsync(anna);
        (await PostAsync("/auth/logout", anna)).Is(204);
        Assert.Equal(1008, await socket.ClosedAsync());
        (await GetAsync("/auth/me", anna)).Is(401);
    }

    [Fact]
    public async Task A_person_changes_the_own_name_and_password()
    {
        var anna = await RegisterAsync("Anna");
        Assert.Equal("Anya", (await CallAsync(HttpMethod.Patch, "/auth/me", anna, new { name = "Anya" })).Is(200)["name"].GetString());
        (await CallAsync(HttpMethod.Patch, "/auth/me", anna, new { password = "a longer one", current_password = "wrong" })).Is(422);
        (await CallAsync(HttpMethod.Patch, "/auth/me", anna, new { password = "a longer one", current_password = Password })).Is(200);
        (await LoginAsync(anna.Email, "a longer one")).Is(200);
    }

    [Fact]
    public async Task The_door_is_at_the_root_too()
    {
        var anna = await RegisterAsync("Anna");
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", anna.Token);
        Assert.Equal(anna.Id, JsonElement.Parse(await http.GetStringAsync(new Uri("/auth/me", UriKind.Relative))).GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task The_same_account_and_chats_are_there_in_the_native_api()
    {
        var (anna, _, chat) = await PairAsync();
        await SendAsync(anna, chat, "Привет");
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", anna.Token);
        var view = JsonElement.Parse(await http.GetStringAsync(new Uri($"/api/v1/chats/{chat}", UriKind.Relative)));
        Assert.Equal("Привет", view.GetProperty("last_message").GetProperty("content").GetString());
        Assert.Equal("direct", view.GetProperty("kind").GetString());
    }
}
