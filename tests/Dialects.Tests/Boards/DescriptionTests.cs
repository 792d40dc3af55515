using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Boards;

/// <summary>
/// The description and the page to try it. That answers are as described, every other test of this wire looks at. Source: contracts/boards.md, section 1.
/// </summary>
public sealed class DescriptionTests(SqliteServer server) : BoardsRoutes(server)
{
    [Fact]
    public void The_description_has_every_documented_route_once_and_no_others()
    {
        string[] documented =
        [
            "GET /api/v1/health", "POST /api/v1/chat-threads/start-with-seller", "GET /api/v1/chat-threads", "POST /api/v1/chat-threads",
            "GET /api/v1/chat-threads/by-buyer/{user_id}", "GET /api/v1/chat-threads/by-seller/{user_id}",
            "GET /api/v1/chat-threads/{thread_id}", "PATCH /api/v1/chat-threads/{thread_id}", "DELETE /api/v1/chat-threads/{thread_id}",
            "PATCH /api/v1/chat-threads/{thread_id}/archive",
            "GET /api/v1/chat-messages", "POST /api/v1/chat-messages", "GET /api/v1/chat-messages/by-thread/{thread_id}",
            "PATCH /api/v1/chat-messages/{thread_id}/mark-read", "GET /api/v1/chat-messages/unread-count/{user_id}",
            "GET /api/v1/chat-messages/{message_id}", "PATCH /api/v1/chat-messages/{message_id}", "DELETE /api/v1/chat-messages/{message_id}",
            "PUT /api/v1/chat-messages/{message_id}/reactions/{emoji}", "DELETE /api/v1/chat-messages/{message_id}/reactions/{emoji}",
            .. Profiles("buyers"), .. Profiles("sellers"),
        ];
        Assert.Equal(documented.Order(), Server.BoardsDescription.Operations.Select(operation => operation.Name).Order());
        Assert.DoesNotContain(Server.Description.Operations, operation => operation.Path.Contains("chat-threads", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_bodies_and_proofs_are_described()
    {
        var history = Server.BoardsDescription["GET /api/v1/chat-messages/by-thread/{thread_id}"].Json;
        var parameters = history.GetProperty("parameters").EnumerateArray().ToDictionary(one => Text(one, "name"), one => one.GetProperty("schema"));
        Assert.Equal(["after", "limit", "offset", "thread_id"], parameters.Keys.Order());
        Assert.Equal("uuid", Text(parameters["thread_id"], "format"));
        var marking = Server.BoardsDescription["PATCH /api/v1/chat-messages/{thread_id}/mark-read"];
        Assert.Equal(["thread_id", "user_id", "user_type"], marking.Json.GetProperty("parameters").EnumerateArray().Select(one => Text(one, "name")).Order());
        Assert.True(marking.Needs("OAuth2PasswordBearer"));
        foreach (var posting in Server.BoardsDescription.Operations.Where(operation => operation.Method == Post))
            Assert.Equal(["application/json"], posting.Json.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(type => type.Name));
    }

    [Fact]
    public async Task The_page_to_try_it_finds_the_description_beside_it()
    {
        using var http = new HttpClient { BaseAddress = Address };
        Assert.Contains("../docs/swagger-ui-bundle.js", await http.GetStringAsync(new Uri($"{Door}/docs", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("/api/v1/chat-threads/start-with-seller", await http.GetStringAsync(new Uri($"{Door}/openapi.json", UriKind.Relative)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Profiles(string people) =>
    [
        $"GET /api/v1/{people}", $"POST /api/v1/{people}", $"GET /api/v1/{people}/{{id}}", $"PATCH /api/v1/{people}/{{id}}",
        $"DELETE /api/v1/{people}/{{id}}", $"GET /api/v1/{people}/by-keycloak/{{keycloak_uuid}}",
    ];
}
