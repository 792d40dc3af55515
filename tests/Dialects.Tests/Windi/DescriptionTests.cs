using System.Text.Json;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Windi;

/// <summary>The description and the page to try it. Source: contracts/windi.md, section 2.</summary>
public sealed class DescriptionTests(SqliteServer server) : WindiRoutes(server)
{
    private readonly SqliteServer server = server;

    [Fact]
    public async Task The_description_lists_every_documented_path_with_the_documented_names_and_a_way_to_sign_in()
    {
        var description = (await GetAsync("/openapi.json", null)).Is(200).Body;
        var paths = description.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        string[] documented = ["/auth/register", "/auth/login", "/auth/me", "/messages", "/messages/{message_id}/read", "/messages/history/{chat_id}"];
        Assert.Empty(documented.Except(paths));
        Assert.DoesNotContain(paths, path => path.StartsWith("/api", StringComparison.Ordinal) || path.StartsWith("/windi", StringComparison.Ordinal));
        var flow = Assert.Single(description.GetProperty("components").GetProperty("securitySchemes").EnumerateObject()).Value.GetProperty("flows").GetProperty("password");
        Assert.Equal("auth/login", flow.GetProperty("tokenUrl").GetString());
        var history = description.GetProperty("paths").GetProperty("/messages/history/{chat_id}").GetProperty("get");
        Assert.Equal(["chat_id", "limit", "offset"], history.GetProperty("parameters").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.True(history.TryGetProperty("security", out _));
    }

    [Fact]
    public async Task Without_a_field_that_it_calls_required_a_body_is_refused_and_an_empty_one_is_taken_where_none_is()
    {
        var anna = await PersonAsync("Anna");
        var chat = (await PostAsync("/chats", anna, new { chat_type = "group", participant_ids = Array.Empty<long>() })).Is(201).Id;
        var description = await server.DescriptionOfAsync("/windi");
        var bodies = description.Operations.Where(operation => operation.Path != "/auth/login" && operation.RequiredOf(description) is not null).ToList();
        Assert.Equal(7, bodies.Count);
        foreach (var route in bodies)
        {
            var answer = await CallAsync(route.Method, route.Path.Replace("{chat_id}", $"{chat}", StringComparison.Ordinal), anna, "{}");
            if (route.RequiredOf(description)!.Count == 0)
                answer.Is(200);
            else
                Assert.Contains(answer.Is(422)["detail"][0].GetProperty("loc")[1].GetString(), route.RequiredOf(description)!);
        }
    }

    [Fact]
    public async Task The_page_to_try_it_finds_the_description_beside_it()
    {
        using var http = new HttpClient { BaseAddress = Address };
        var page = await http.GetStringAsync(new Uri("/windi/docs", UriKind.Relative));
        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        foreach (var part in new[] { "swagger-ui.css", "swagger-ui-bundle.js", "start.js" })
        {
            Assert.Contains($"../docs/{part}", page, StringComparison.Ordinal);
            using var answer = await http.GetAsync(new Uri($"/docs/{part}", UriKind.Relative));
            Assert.True(answer.IsSuccessStatusCode);
        }
        Assert.Equal("ok", (await GetAsync("/health", null)).Is(200)["status"].GetString());
    }
}
