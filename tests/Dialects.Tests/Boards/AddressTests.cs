using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Boards;

/// <summary>Where the wire is, and from where it may be called. Source: contracts/boards.md, section 1.</summary>
public sealed class AddressTests(SqliteServer server) : BoardsRoutes(server)
{
    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://localhost:8081")]
    [InlineData("http://localhost:8082")]
    [InlineData("http://localhost:3000")]
    public async Task A_page_of_each_frontend_may_call_with_every_method_and_reads_refusals_too(string origin)
    {
        foreach (var (method, path) in new[] { ("GET", "buyers"), ("POST", "chat-messages/"), ("PATCH", $"sellers/{NewId()}"), ("DELETE", $"chat-messages/{NewId()}") })
        {
            var asked = await CallAtAsync(
                HttpMethod.Options, $"/api/v1/{path}", null, null,
                ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization,content-type"));
            Assert.InRange(asked.Status, 200, 204);
            Assert.Equal(origin, Header(asked, "Access-Control-Allow-Origin"));
            if (method is "PATCH" or "DELETE") // the others need no leave
                Assert.Contains(method, Header(asked, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
            foreach (var header in new[] { "authorization", "content-type" })
                Assert.Contains(header, Header(asked, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
        }
        foreach (var (path, status) in new[] { ($"/chat-threads/{NewId()}", 404), ("/chat-threads/x", 422), ("/chat-messages/unread-count/x?user_type=buyer", 422), ("/sellers", 200) })
            foreach (var root in new[] { "", Door })
                Assert.Equal(origin, Header((await CallAtAsync(Get, $"{root}/api/v1{path}", null, null, ("Origin", origin))).Is(status), "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_page_of_another_site_is_told_nothing()
    {
        var answer = await CallAtAsync(Get, "/api/v1/sellers", null, null, ("Origin", "https://evil.example"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        var asked = await CallAtAsync(HttpMethod.Options, "/api/v1/chat-messages", null, null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"));
        Assert.False(asked.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Door)]
    public async Task Every_collection_answers_with_and_without_a_last_slash_and_names_no_address(string root)
    {
        var deal = await DealAsync();
        foreach (var slash in new[] { "", "/" })
        {
            foreach (var list in new[] { "chat-threads", "chat-messages", "buyers", "sellers", $"chat-threads/by-buyer/{deal.Buyer}", $"chat-threads/by-seller/{deal.Seller}", $"chat-messages/by-thread/{deal.Thread}" })
                (await CallAtAsync(Get, $"{root}/api/v1/{list}{slash}")).Is(200);
            foreach (var (path, body) in new (string, object)[]
            {
                ("chat-threads", new { id = NewId(), buyer_id = NewId(), seller_id = NewId() }), ("chat-threads/start-with-seller", new { buyer_id = NewId(), seller_id = NewId() }),
                ("chat-messages", new { id = NewId(), message = "hello", thread_id = deal.Thread, buyer_id = deal.Buyer }),
                ("buyers", new { id = NewId(), keycloak_uuid = NewId() }), ("sellers", new { id = NewId(), keycloak_uuid = NewId() }),
            })
                Assert.Null((await CallAtAsync(Post, $"{root}/api/v1/{path}{slash}", body)).Is(201).Headers.Location);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_refused_with_a_detail_alone()
    {
        var deal = await DealAsync();
        foreach (var (method, path, status) in new[] { (Get, "/nowhere", 404), (HttpMethod.Put, "/chat-threads", 405), (Delete, $"/chat-messages/by-thread/{deal.Thread}", 405) })
            Assert.Equal(["detail"], (await CallAsync(method, path)).Is(status).Body.EnumerateObject().Select(field => field.Name));
    }

    private static string Header(Answer answer, string name) => string.Join(',', answer.Headers.GetValues(name));
}
