using System.Net;
using System.Net.Sockets;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

/// <summary>A port where Lais clients find everything at the root. Source: contracts/lais.md, "Where it is".</summary>
public sealed class OwnPortTests
{
    [Fact]
    public async Task Everything_is_at_the_root_of_the_own_port_and_under_the_prefix_of_the_common_one()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["LAIS_PORT"] = "0" });
        var line = await server.Output.FirstAsync(line => line.StartsWith("Lais listens on ", StringComparison.Ordinal), "where Lais is");
        var own = new Uri(line["Lais listens on ".Length..]);
        using var http = new HttpClient();
        Assert.Equal("""{"status":"healthy","service":"chat"}""", await http.GetStringAsync(new Uri(own, "/health")));
        var chat = await http.GetStringAsync(new Uri(own, "/api/chat/chats/find?iphone_id=1&seller_id=2&buyer_id=3"));
        Assert.Equal(chat, await http.GetStringAsync(new Uri(server.Address, "/lais/api/chat/chats/find?iphone_id=1&seller_id=2&buyer_id=3")));
        await using var socket = await JsonSocket.ConnectAsync(own, "/api/v1/chat/ws/1?user_id=3");
        await using var other = await JsonSocket.ConnectAsync(server.Address, "/lais/api/chat/ws/1?user_id=2");
        await other.SayAsync(new { type = "message", message_text = "hello" });
        await LaisRoutes.MessageAsync(socket, "hello");
        foreach (var path in new[] { "/docs", "/docs/start.js", "/docs/swagger-ui.css", "/openapi.json" })
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(own, path))).StatusCode);
        Assert.Contains("/api/chat/chats/find", await http.GetStringAsync(new Uri(own, "/openapi.json")), StringComparison.Ordinal);
        // The common port's own paths are not there, and this wire's are not at the root of the common port.
        foreach (var elsewhere in new[] { new Uri(own, "/api/v1/health"), new Uri(server.Address, "/api/chat/chats/1/info") })
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(elsewhere)).StatusCode);
    }

    [Fact]
    public async Task Off_and_another_list_of_doors_leave_it_out()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["DIALECTS"] = "windi", ["LAIS_PORT"] = "0" });
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(server.Address, "/lais/health"))).StatusCode);
        Assert.DoesNotContain(server.Output.All, line => line.Contains("Lais", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_looking_makes_nothing_find_says_null_until_the_chat_is_made()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["LAIS_FIND_CREATES"] = "false" });
        using var http = new HttpClient { BaseAddress = new Uri(server.Address, "/lais/api/chat/") };
        Assert.Equal("null", await http.GetStringAsync(new Uri("chats/find?iphone_id=1&seller_id=2&buyer_id=3", UriKind.Relative)));
        using var opened = await http.PostAsync(
            new Uri("chats", UriKind.Relative), new StringContent("""{"iphone_id":1,"seller_id":2,"buyer_id":"3"}""", null, "application/json"));
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.NotEqual("null", await http.GetStringAsync(new Uri("chats/find?iphone_id=1&seller_id=2&buyer_id=3", UriKind.Relative)));
    }

    [Fact]
    public async Task A_server_that_goes_down_says_1001_to_every_socket()
    {
        await using var server = await ServerProcess.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        await http.GetStringAsync(new Uri("/lais/api/chat/chats/find?iphone_id=1&seller_id=2&buyer_id=3", UriKind.Relative));
        await using var page = await JsonSocket.ConnectAsync(server.Address, "/lais/api/chat/ws/1?user_id=3");
        await using var inbox = await JsonSocket.ConnectAsync(server.Address, "/lais/api/chat/ws/seller/2?user_id=2");
        await LaisRoutes.FrameAsync(page, "online_users");
        await LaisRoutes.FrameAsync(inbox, "connected");
        Assert.Equal(0, await server.StopAsync());
        Assert.Equal((1001, 1001), (await page.ClosedAsync(), await inbox.ClosedAsync()));
    }

    [Fact]
    public async Task A_port_that_was_asked_for_and_is_taken_stops_the_start_with_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var folder = new TemporaryFolder();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var started = await HaggleCommand.RunAsync(["serve"], new Dictionary<string, string> { ["PORT"] = "0", ["LAIS_PORT"] = $"{port}", ["HAGGLE_DATA"] = folder["data"] });
        Assert.Equal(1, started.ExitCode);
        Assert.Contains($"127.0.0.1:{port}", Assert.Single(started.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
