using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Lais;

/// <summary>The description and the page to try it. Source: contracts/lais.md, "Routes".</summary>
public sealed class DescriptionTests(SqliteServer server) : LaisRoutes(server)
{
    [Fact]
    public async Task The_description_lists_every_route_once_with_the_documented_names()
    {
        var description = (await CallAsync(HttpMethod.Get, "~/lais/openapi.json")).Is(200).Body;
        var paths = description.GetProperty("paths");
        string[] documented =
        [
            "/", "/health", "/api/chat/chats", "/api/chat/chats/find", "/api/chat/chats/my", "/api/chat/chats/seller/{seller_id}/grouped",
            "/api/chat/chats/{chat_id}", "/api/chat/chats/{chat_id}/info", "/api/chat/chats/{chat_id}/messages", "/api/chat/chats/{chat_id}/read",
            "/api/chat/chats/{chat_id}/hide", "/api/chat/chats/hide-for-order", "/api/chat/chats/support/pending",
            "/api/chat/chats/{chat_id}/invite-support", "/api/chat/chats/{chat_id}/join-support", "/api/chat/chats/{chat_id}/leave-support",
            "/api/chat/metrics",
        ];
        Assert.Equal(documented.Order(), paths.EnumerateObject().Select(path => path.Name).Order());
        Assert.Equal(["get", "post"], paths.GetProperty("/api/chat/chats/{chat_id}/messages").EnumerateObject().Select(method => method.Name).Order());
        var history = paths.GetProperty("/api/chat/chats/{chat_id}/messages").GetProperty("get");
        Assert.Equal(["chat_id", "limit", "offset"], history.GetProperty("parameters").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Contains("seller_id", description.GetProperty("components").GetProperty("schemas").GetProperty("OpenChatJson").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_to_try_it_finds_the_description_beside_it()
    {
        using var http = new HttpClient { BaseAddress = Address };
        var page = await http.GetStringAsync(new Uri("/lais/docs", UriKind.Relative));
        Assert.Contains("../docs/swagger-ui-bundle.js", page, StringComparison.Ordinal);
    }
}
