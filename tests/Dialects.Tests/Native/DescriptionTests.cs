using System.Text.Json;
using System.Text.RegularExpressions;

namespace Haggle.Dialects.Tests.Native;

public sealed class DescriptionOnSqlite(SqliteServer server) : DescriptionTests(server);

public sealed class DescriptionOnPostgreSql(PostgreSqlServer server) : DescriptionTests(server);

/// <summary>The API's description is true. Beside these tests, every answer in all the others is compared with it.</summary>
public abstract class DescriptionTests(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public void It_is_of_a_version_that_tools_know_and_tells_how_to_sign_in()
    {
        var root = Server.Description.Root;
        Assert.StartsWith("3.", root.GetProperty("openapi").GetString()!, StringComparison.Ordinal);
        var schemes = root.GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal(("http", "bearer"), (schemes.GetProperty("bearer").GetProperty("type").GetString(), schemes.GetProperty("bearer").GetProperty("scheme").GetString()));
        Assert.Equal("/api/v1/auth/login", schemes.GetProperty("password").GetProperty("flows").GetProperty("password").GetProperty("tokenUrl").GetString());
        Assert.Equal("X-Api-Key", schemes.GetProperty("serverKey").GetProperty("name").GetString());
    }

    [Fact]
    public void Every_route_has_a_summary_a_tag_its_parameters_and_examples()
    {
        foreach (var operation in Server.Description.Operations)
        {
            Assert.False(string.IsNullOrEmpty(operation.Json.GetProperty("summary").GetString()), operation.Name);
            Assert.NotEmpty(operation.Json.GetProperty("tags").EnumerateArray());
            var blanks = Regex.Matches(operation.Path, @"\{(\w+)\}").Select(match => match.Groups[1].Value);
            var parameters = operation.Json.TryGetProperty("parameters", out var all) ? all.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "path").Select(one => one.GetProperty("name").GetString()!) : [];
            Assert.Equal(blanks.Order(), parameters.Order());
            if (operation.Json.TryGetProperty("requestBody", out _))
                Assert.True(operation.Example is not null, $"{operation.Name} has no example of its body");
            foreach (var response in operation.Json.GetProperty("responses").EnumerateObject().Where(response => response.Value.TryGetProperty("content", out _)))
            {
                var content = response.Value.GetProperty("content").GetProperty("application/json");
                Assert.True(content.TryGetProperty("example", out var example), $"{operation.Name} has no example of {response.Name}");
                Assert.Null(Server.Description.Complaint(example, content.GetProperty("schema"), $"{operation.Name} {response.Name}"));
            }
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var text = Server.Description.Root.GetRawText();
        foreach (var reference in Regex.Matches(text, "\"\\$ref\":\"#/([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct())
            Assert.True(reference.Split('/').Aggregate(Server.Description.Root, (element, name) => element.GetProperty(name)).ValueKind == JsonValueKind.Object, reference);
    }

    [Fact]
    public async Task The_examples_are_bodies_that_the_server_takes()
    {
        var (olga, ivan, group) = await GroupAsync();
        var said = await SayAsync(olga, group);
        // Last come the routes that end what the others need.
        foreach (var operation in Server.Description.Operations.Where(operation => operation.Example is not null).OrderBy(operation => operation.Path.Contains("/auth/", StringComparison.Ordinal)))
        {
            var answer = operation.Needs("serverKey")
                ? await Wire.BackendAsync(operation.Method, AccessTests.Fill(operation.Path, group, said, ivan.Id), operation.Example)
                : await Wire.CallAsync(operation.Method, AccessTests.Fill(operation.Path, group, said, ivan.Id), operation.Needs("bearer") ? olga : null, operation.Example);
            Assert.True(answer.Status is < 500 and not 422 and not 413 and not 415, $"{operation.Name}: {answer.Status} {answer.Body}");
        }
    }

    [Fact]
    public async Task The_page_at_docs_answers_itself_and_lets_its_scripts_open_our_socket()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Server.Address };
        using var page = await http.GetAsync(new Uri("/docs", UriKind.Relative));
        Assert.Equal((200, "text/html"), ((int)page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains($"connect-src 'self' ws://{Server.Address.Authority} wss://{Server.Address.Authority};", policy, StringComparison.Ordinal);
        var html = await page.Content.ReadAsStringAsync();
        foreach (var address in Regex.Matches(html, "(?:src|href)=\"([^\"]+)\"").Select(match => match.Groups[1].Value).Where(address => !address.StartsWith("data:", StringComparison.Ordinal)))
        {
            using var part = await http.GetAsync(new Uri(new Uri(Server.Address, "/docs"), address));
            Assert.Equal(200, (int)part.StatusCode);
            Assert.Equal(Server.Address.Authority, part.RequestMessage!.RequestUri!.Authority);
        }
    }
}
