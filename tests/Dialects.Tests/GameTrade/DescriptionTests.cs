namespace Haggle.Dialects.Tests.GameTrade;

/// <summary>The description and the page to try it. Beside these tests, every answer in all the others is compared with it. Source: contracts/gametrade.md.</summary>
public sealed class DescriptionTests(SqliteDeals server) : GameTradeRoutes(server)
{
    [Fact]
    public void It_lists_every_documented_route_once()
    {
        string[] documented =
        [
            "GET /", "HEAD /", "GET /health", "HEAD /health", "POST /chats", "GET /chats", "GET /chats/{chat_id}", "PATCH /chats/{chat_id}", "PUT /chats/{chat_id}",
            "POST /chats/system/create", "POST /chats/{chat_id}/moderator", "POST /chats/{chat_id}/resolve", "POST /chats/{chat_id}/read",
            "POST /chats/{chat_id}/messages", "GET /chats/{chat_id}/messages",
            "PATCH /chats/{chat_id}/messages/{message_id}", "DELETE /chats/{chat_id}/messages/{message_id}",
        ];
        Assert.Equal(documented.Order(), Description.Operations.Select(operation => operation.Name).Order());
    }

    [Theory]
    [InlineData("GET /chats", "page page_size status")]
    [InlineData("GET /chats/{chat_id}/messages", "chat_id page page_size")]
    [InlineData("DELETE /chats/{chat_id}/messages/{message_id}", "chat_id message_id")]
    [InlineData("POST /chats/system/create", "system_token X-System-Token")]
    public void It_names_the_parameters(string route, string names)
        => Assert.Equal(names.Split(' '), Description[route].Json.GetProperty("parameters").EnumerateArray().Select(one => one.GetProperty("name").GetString()));

    [Fact]
    public void It_tells_who_has_to_bring_a_token()
    {
        string[] open = ["GET /", "HEAD /", "GET /health", "HEAD /health", "POST /chats/system/create", "PUT /chats/{chat_id}"];
        Assert.Equal(open.Order(), Description.Operations.Where(operation => !operation.Json.TryGetProperty("security", out _)).Select(operation => operation.Name).Order());
    }

    [Fact]
    public async Task Without_a_field_that_it_calls_required_a_body_is_refused_and_an_empty_one_is_taken_where_none_is()
    {
        var (buyer, seller) = (Trader("moderator"), Trader());
        var chat = (await PostAsync("/chats", buyer, new { participant_ids = new[] { seller.Id } })).Is(201).Id;
        var message = (await SendAsync(buyer, chat, "Hi")).Is(201).Id;
        var bodies = Description.Operations.Where(operation => operation.RequiredOf(Description) is not null).ToList();
        Assert.Equal(8, bodies.Count);
        foreach (var route in bodies)
        {
            var path = route.Path.Replace("{chat_id}", $"{chat}", StringComparison.Ordinal).Replace("{message_id}", $"{message}", StringComparison.Ordinal);
            var answer = await CallAsync(route.Method, path, buyer, "{}", ("X-System-Token", DealServer.SystemToken));
            if (route.RequiredOf(Description)!.Count == 0)
                answer.Is(200);
            else
                Assert.Equal(Assert.Single(route.RequiredOf(Description)!), answer.Is(422)["detail"][0].GetProperty("loc")[1].GetString());
        }
    }

    [Fact]
    public void It_shows_what_is_sent_and_that_instants_have_no_zone()
    {
        var schemas = Description.Root.GetProperty("components").GetProperty("schemas");
        Assert.Equal(
            ["participant_ids", "type", "title", "listing_id", "transaction_id", "chat_metadata"],
            schemas.GetProperty("OpenChatJson").GetProperty("properties").EnumerateObject().Select(member => member.Name));
        Assert.DoesNotContain("date-time", Description.Root.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_to_try_it_finds_its_parts_and_the_description_beside_it()
    {
        using var http = new HttpClient { BaseAddress = Address };
        Assert.Contains("../docs/swagger-ui-bundle.js", await http.GetStringAsync(new Uri("/gametrade/docs", UriKind.Relative)), StringComparison.Ordinal);
        var description = await http.GetStringAsync(new Uri("/gametrade/openapi.json", UriKind.Relative));
        Assert.Equal(description, await http.GetStringAsync(new Uri("/gametrade/api/chat/openapi.json", UriKind.Relative)));
    }
}
