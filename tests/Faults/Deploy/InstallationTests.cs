using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Faults.Deploy;

/// <summary>Two nodes behind a load balancer, all by the files in <c>deploy</c>: whoever comes by it is served as by one server.</summary>
public sealed class InstallationTests(Installation installation) : IClassFixture<Installation>
{
    /// <summary>Another address of this machine, which no node trusts.</summary>
    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.9");

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task People_on_different_nodes_talk_and_one_nodes_death_costs_its_own_sockets_and_nothing_else(string name)
    {
        await using var proxy = await Proxy.StartAsync(name, installation.Nodes);
        using var api = new NativeApi(proxy.Address);
        var (anna, boris) = (await api.RegisterAsync("Anna"), await api.RegisterAsync("Boris"));
        var chat = await api.OpenDirectAsync(anna, boris);
        await using (var hers = await JoinAsync(proxy, anna))
        await using (var his = await JoinAsync(proxy, boris))
        {
            // The one with the fewest sockets gets the next, so that they are on different nodes; the death of one will show it.
            await hers.CommandAsync("message.send", new { chat_id = chat, content = "Is it still for sale?" });
            await ComesAsync(his, "Is it still for sale?");
            await api.SendAsync(boris, chat, "Yes, it is");
            await ComesAsync(hers, "Yes, it is");

            installation.Nodes[0].Server.Kill();
            var fallen = await await Task.WhenAny(EndedAsync(hers), EndedAsync(his));
            var left = fallen == hers ? his : hers;
            for (var time = 0; time < 4; time++)
                await api.SendAsync(anna, chat, $"Are you there? {time}", $"there {time}");
            await ComesAsync(left, "Are you there? 3");
            Assert.DoesNotContain(fallen.Frames.All, frame => Says(frame, "Are you there? 0"));
            await using var again = await JoinAsync(proxy, anna);
            // Where nobody has asked since: of two sockets at least one is tried on the node that is gone, and what the load balancer says of it is in the log.
            await using var first = await TradeAsync(proxy, 17, "anna");
            await using var second = await TradeAsync(proxy, 18, "boris");
            await api.SendAsync(boris, chat, "On the other node");
            await ComesAsync(again, "On the other node");
            Assert.Equal(7, (await api.MessagesAsync(anna, chat)).Count);
        }
        await installation.Nodes[0].Server.StartAgainAsync();

        var log = await proxy.StopAsync();
        Assert.Contains("/ws", log, StringComparison.Ordinal);
        Assert.DoesNotContain("token=", log, StringComparison.Ordinal);
        Assert.All([anna, boris], person => Assert.DoesNotContain(person.AccessToken, log, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task The_doors_of_other_systems_are_at_their_own_ports_and_under_their_prefixes(string name)
    {
        await using var proxy = await Proxy.StartAsync(name, installation.Nodes);
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        foreach (var address in new[] { new Uri(proxy.Lais, "/health"), new Uri(proxy.GameTrade, "/health"), new Uri(proxy.Address, "/lais/health"), new Uri(proxy.Address, "/gametrade/health") })
            Assert.Equal("""{"status":"healthy","service":"chat"}""", await http.GetStringAsync(address));

        // Lais: a buyer without an account, who is known by the cookie.
        var buyer = Guid.NewGuid().ToString();
        var opened = await http.PostAsJsonAsync(new Uri(proxy.Lais, "/api/chat/chats"), new { iphone_id = 7, seller_id = 77, buyer_id = buyer });
        var lais = await IdOfAsync(opened, HttpStatusCode.OK);
        var cookie = opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        await using var inbox = await JsonSocket.ConnectAsync(proxy.Lais, $"/api/chat/ws/{lais}?user_id={buyer}", ("Cookie", cookie), ("Origin", proxy.Lais.OriginalString));
        using var said = Request($"/lais/api/chat/chats/{lais}/messages", ("Cookie", cookie), new { message_text = "Is it new?", sender_id = buyer });
        await IdOfAsync(await http.SendAsync(said), HttpStatusCode.OK);
        await inbox.Frames.FirstAsync(frame => Type(frame) == "message" && frame.GetProperty("message").GetProperty("message_text").GetString() == "Is it new?", "the message");

        // GameTrade: a purchase, of which another service tells.
        var purchase = new { title = "Sword", participant_ids = new[] { 17, 18 }, type = "listing", listing_id = 7 };
        var deal = await IdOfAsync(await http.PostAsJsonAsync(new Uri(proxy.GameTrade, $"/chats/system/create?system_token={installation.SystemToken}"), purchase), HttpStatusCode.Created);
        await using var page = await TradeAsync(proxy, 17, "anna");
        await page.SayAsync(new { type = "join_chat", data = new { chat_id = deal } });
        await page.Frames.FirstAsync(frame => Type(frame) == "joined_chat", "the joining");
        using var answer = Request($"/gametrade/chats/{deal}/messages", ("Authorization", $"Bearer {installation.Auth.SignIn(18, "boris", ["user"])}"), new { content = "It is yours" });
        await IdOfAsync(await http.SendAsync(answer), HttpStatusCode.Created);
        await page.Frames.FirstAsync(frame => Type(frame) == "new_message", "the message");

        HttpRequestMessage Request(string path, (string Name, string Value) header, object body)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(proxy.Address, path)) { Content = JsonContent.Create(body) };
            Assert.True(request.Headers.TryAddWithoutValidation(header.Name, header.Value));
            return request;
        }
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task A_page_of_the_chats_own_address_may_open_a_socket_and_another_sites_page_may_not(string name)
    {
        await using var proxy = await Proxy.StartAsync(name, installation.Nodes);
        using var api = new NativeApi(proxy.Address);
        var path = $"/ws?token={(await api.GuestAsync("Cleo")).AccessToken}";
        await using var own = await JsonSocket.ConnectAsync(proxy.Address, path, ("Origin", proxy.Address.OriginalString));
        Assert.Equal(403, await JsonSocket.RefusedAsync(proxy.Address, path, ("Origin", "http://elsewhere.example")));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task A_node_sees_the_address_that_the_load_balancer_saw_and_not_the_one_that_a_client_claims(string name)
    {
        await using var proxy = await Proxy.StartAsync(name, installation.Nodes);
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ComeFromAsync }) { BaseAddress = proxy.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.5");
        var guest = await (await http.PostAsJsonAsync("/api/v1/auth/guest", new { display_name = "Dora" })).Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new("Bearer", guest.GetProperty("access_token").GetString());
        var sessions = await http.GetFromJsonAsync<JsonElement>("/api/v1/auth/sessions");
        Assert.Equal($"{Elsewhere}", sessions.GetProperty("items")[0].GetProperty("ip").GetString());
    }

    [Fact]
    public async Task The_nodes_have_the_broker_that_the_file_names()
        => await Task.WhenAll(installation.Nodes.Select(node => node.Server.Output.FirstAsync(line => line.Contains("The broker at", StringComparison.Ordinal) && line.Contains("is there", StringComparison.Ordinal), "the broker")));

    private static async ValueTask<Stream> ComeFromAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(Elsewhere, 0));
        await socket.ConnectAsync(context.DnsEndPoint, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<NativeSocket> JoinAsync(Proxy proxy, NativePerson person)
    {
        var socket = await NativeSocket.ConnectAsync(proxy.Address, person.AccessToken);
        await socket.StartSessionAsync([]);
        return socket;
    }

    private static async Task<NativeSocket> EndedAsync(NativeSocket socket)
    {
        await socket.ClosedAsync();
        return socket;
    }

    private Task<JsonSocket> TradeAsync(Proxy proxy, int id, string name) => JsonSocket.ConnectAsync(proxy.GameTrade, $"/ws/ws?token={installation.Auth.SignIn(id, name, ["user"])}");

    private static Task<NativeFrame> ComesAsync(NativeSocket socket, string text) => socket.Frames.FirstAsync(frame => Says(frame, text), $"'{text}'");

    private static bool Says(NativeFrame frame, string text) => frame.Event == "message.created" && frame.Data.GetProperty("content").GetString() == text;

    private static string Type(JsonElement frame) => frame.GetProperty("type").GetString()!;

    private static async Task<long> IdOfAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.RequestMessage!.RequestUri!.AbsolutePath}: {answer.StatusCode} {text}");
        return JsonElement.Parse(text).GetProperty("id").GetInt64();
    }
}
