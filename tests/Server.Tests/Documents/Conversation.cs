using System.Text.Json;
using System.Text.Json.Nodes;
using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Documents;

/// <summary>What Anna and Boris do in docs/protocol.md, done on a running server: every command is sent as it stands there, and everything is heard.</summary>
internal sealed class Conversation(Market market, Protocol page)
{
    private readonly List<NativeSocket> sockets = [];
    private NativePerson anna = null!, boris = null!, clara = null!;
    private NativeSocket hers = null!;
    private long chat, message;

    /// <summary>All frames of all sockets.</summary>
    public IReadOnlyList<NativeFrame> Frames => [.. sockets.SelectMany(socket => socket.Frames.All)];

    public async Task HoldAsync()
    {
        await MeetAsync();
        var left = await LeaveAChatAsync();
        var basic = await ConnectAsync(anna.AccessToken);
        await StartAsync(left);
        await TalkAsync();
        Assert.Equal("message.created", (await basic.EventAsync("message.created", data => Id(data) == message)).Event);
        var his = await WatchAsync();
        await TypeAsync(his);
        await ReactAsync();
        await ReplyAsync();
        await GroupAsync();
        await ListingAsync();
        await ClaimAsync();
        await his.CloseAsync();
        await OwnThingsAsync();
        await RushAsync();
        await EndAsync();
        await MoveAsync();
        Assert.All(sockets, socket => Assert.DoesNotContain(socket.Frames.All, frame => frame.IsError && frame.Code != "rate_limited"));
    }

    private async Task MeetAsync()
    {
        var registered = (await market.Api.PostAsync("/api/v1/auth/register", null, new { email = $"{Guid.NewGuid():N}@example.com", password = NativeApi.Password, display_name = "Anna" })).Expect();
        page.Told(page.Tokens, registered);
        anna = new NativePerson(Id(registered.GetProperty("user")), "Anna", null, registered.GetProperty("access_token").GetString()!, registered.GetProperty("refresh_token").GetString()!);
        (boris, clara) = (await market.Api.RegisterAsync("Boris"), await market.Api.RegisterAsync("Clara"));
        chat = await market.Api.OpenDirectAsync(anna, boris);
        await market.Api.SendAsync(boris, chat, "Hello");
        var morning = await market.Api.SendAsync(boris, chat, "Good morning");
        await RestAsync(HttpMethod.Put, $"/messages/{morning.Id}/reactions/{Uri.EscapeDataString("👍")}", anna);
        var earlier = await NativeSocket.ConnectAsync(market.Address, boris.AccessToken); // so that it is known when he was last seen
        await earlier.StartSessionAsync();
        await earlier.CloseAsync();
        await earlier.DisposeAsync();
    }

    /// <returns>A chat that Anna remembers and is no longer in.</returns>
    private async Task<long> LeaveAChatAsync()
    {
        var left = await market.Api.CreateGroupAsync(clara, "Cars", [anna]);
        await RestAsync(HttpMethod.Delete, $"/chats/{left}/members/{anna.Id}", clara);
        return left;
    }

    private async Task StartAsync(long left)
    {
        hers = await ConnectAsync(anna.AccessToken);
        await SayAsync("session.start", new { chats = new[] { [chat, 1, 2], new[] { left, 1, 1 } } });
        await hers.EventAsync("sync.completed");
        var tokens = (await market.Api.PostAsync("/api/v1/auth/refresh", null, new { refresh_token = anna.RefreshToken })).Expect();
        anna = anna with { AccessToken = tokens.GetProperty("access_token").GetString()!, RefreshToken = tokens.GetProperty("refresh_token").GetString()! };
        await SayAsync("session.refresh", new { access_token = anna.AccessToken });
        await SayAsync("ping", new { });
    }

    private async Task TalkAsync()
    {
        var sent = NativeMessage.From(await SayAsync("message.send", new { chat_id = chat }));
        message = sent.Id;
        await SayAsync("chat.sync", new { chat_id = chat, seq = sent.Seq - 1, revision = sent.Json.GetProperty("revision").GetInt64() - 1 });
        await SayAsync("chat.history", new { chat_id = chat, before_seq = sent.Seq });
    }

    /// <returns>Boris's socket.</returns>
    private async Task<NativeSocket> WatchAsync()
    {
        await SayAsync("presence.watch", new { user_ids = new[] { boris.Id } });
        var his = await ConnectAsync(boris.AccessToken);
        await his.StartSessionAsync([]);
        await hers.EventAsync("presence.updated");
        await SayAsync("presence.set", new { });
        return his;
    }

    private async Task TypeAsync(NativeSocket his)
    {
        await SayAsync("typing.start", new { chat_id = chat });
        await his.EventAsync("typing.started", ByAnna);
        await SayAsync("typing.stop", new { chat_id = chat });
        await his.EventAsync("typing.stopped", ByAnna);
        await SayAsync("message.edit", new { message_id = message });
        await his.EventAsync("message.updated", data => Id(data) == message);

        bool ByAnna(JsonElement data) => data.GetProperty("user_id").GetInt64() == anna.Id;
    }

    private async Task ReactAsync()
    {
        await SayAsync("message.pin", new { message_id = message });
        await SayAsync("message.unpin", new { message_id = message });
        await SayAsync("reaction.add", new { message_id = message });
        await SayAsync("reaction.remove", new { message_id = message });
        await SayAsync("receipt.read", new { chat_id = chat, up_to_seq = 3 });
        await SayAsync("receipt.deliver", new { chat_id = chat, up_to_seq = 3 });
        foreach (var happened in new[] { "message.pinned", "message.unpinned", "reaction.added", "reaction.removed", "receipt.updated", "unread.updated" })
            await hers.EventAsync(happened);
    }

    private async Task ReplyAsync()
    {
        var reply = Id((await market.Api.PostAsync("/api/v1/messages", boris, new { chat_id = chat, content = "Yes, it is", reply_to_id = message })).Expect());
        await hers.EventAsync("message.created", data => Id(data) == reply);
        await SayAsync("message.delete", new { message_id = message });
        await RestAsync(HttpMethod.Delete, $"/messages/{reply}?for=me", anna);
        await hers.EventAsync("message.deleted", data => Id(data) == message);
        await hers.EventAsync("message.deleted", data => Id(data) == reply);
    }

    private async Task GroupAsync()
    {
        var group = await market.Api.CreateGroupAsync(boris, "Red bicycle", [anna]);
        await RestAsync(HttpMethod.Patch, $"/chats/{group}", boris, new { title = "Red bicycle, sold" });
        await RestAsync(HttpMethod.Post, $"/chats/{group}/members", boris, new { user_ids = new[] { clara.Id } });
        await RestAsync(HttpMethod.Patch, $"/chats/{group}/members/{clara.Id}", boris, new { role = "admin" });
        await RestAsync(HttpMethod.Delete, $"/chats/{group}/members/{clara.Id}", clara);
        await RestAsync(HttpMethod.Delete, $"/chats/{group}/members/{anna.Id}", boris);
        await hers.EventAsync("chat.removed", data => data.GetProperty("chat_id").GetInt64() == group);
    }

    private async Task ListingAsync()
    {
        var bike = $"bike-{chat}";
        (await market.CallAsync(HttpMethod.Put, $"/api/v1/listings/{bike}", new
        {
            title = "Red bicycle",
            price = new { amount = 129900, currency = "RUB" },
            image_url = "https://example.com/bike.jpg",
            url = "https://example.com/bike-77",
            seller_id = boris.Id,
        }, key: market.Key)).Expect();
        (await market.Api.PostAsync("/api/v1/chats/listing", anna, new { listing_id = bike })).Expect();
        (await market.CallAsync(HttpMethod.Put, $"/api/v1/listings/{bike}", new { state = "reserved" }, key: market.Key)).Expect();
        await hers.EventAsync("listing.updated");
    }

    /// <summary>A guest's chat becomes hers.</summary>
    private async Task ClaimAsync()
    {
        var guest = await market.Api.GuestAsync("Anna");
        var taken = await market.Api.OpenDirectAsync(guest, clara);
        await market.Api.SendAsync(guest, taken, "Is the car still for sale?");
        (await market.Api.PostAsync("/api/v1/auth/guest/claim", anna, new { guest_refresh_token = guest.RefreshToken })).Expect();
        await hers.EventAsync("chat.created", data => Id(data) == taken);
    }

    private async Task OwnThingsAsync()
    {
        await SayAsync("presence.unwatch", new { user_ids = new[] { boris.Id } });
        await RestAsync(HttpMethod.Put, $"/chats/{chat}/settings", anna, new { muted_until = DateTimeOffset.UtcNow.AddDays(1), pinned = true, labels = new[] { "bikes" } });
        await hers.EventAsync("chat.settings_updated");
        await RestAsync(HttpMethod.Patch, "/users/me", boris, new { display_name = "Boris K." });
        await hers.EventAsync("user.updated");
        await RestAsync(HttpMethod.Put, $"/blocks/{boris.Id}", anna);
        await hers.EventAsync("block.updated");
    }

    /// <summary>Until the server says that it is too much.</summary>
    private async Task RushAsync()
    {
        var socket = await ConnectAsync(clara.AccessToken);
        for (var command = 0; !socket.Frames.All.Any(frame => frame.IsError); command++)
        {
            await socket.SendTextAsync($$"""{"event": "ping", "id": "p{{command}}"}""");
            if (command % 50 == 49) // who is refused two hundred times is cut off
                await socket.Frames.FirstAsync(answer => answer.Id == $"p{command}", "the answer to a ping");
        }

        await socket.EventAsync("error");
    }

    private async Task EndAsync()
    {
        var soon = market.Forge(anna.AccessToken, "exp", JsonValue.Create(DateTimeOffset.UtcNow.AddSeconds(55).ToUnixTimeSeconds()));
        var socket = await ConnectAsync(soon);
        await socket.StartSessionAsync();
        await socket.EventAsync("session.expiring");
        await RestAsync(HttpMethod.Post, "/auth/logout", anna);
        Assert.Equal(1008, await hers.ClosedAsync());
    }

    /// <summary>On a server of its own, which is stopped.</summary>
    private async Task MoveAsync()
    {
        await using var node = await ServerProcess.StartAsync(new Dictionary<string, string> { ["DRAIN_SECONDS"] = "1" });
        using var api = new NativeApi(node.Address);
        var socket = await NativeSocket.ConnectAsync(node.Address, (await api.GuestAsync("Dora")).AccessToken);
        sockets.Add(socket);
        await socket.StartSessionAsync();
        Assert.Equal(0, await node.StopAsync());
        await socket.EventAsync("server.draining");
        Assert.Equal(1012, await socket.ClosedAsync());
    }

    /// <summary>Sends the page's own command on Anna's socket and, if it is one that is answered, holds the answer against the page.</summary>
    /// <returns>The answer's data.</returns>
    private async Task<JsonElement> SayAsync(string command, object real)
    {
        var (example, frame) = page.Command(command, real);
        await hers.SendTextAsync(frame);
        if (!example.Json.TryGetProperty("id", out var id))
            return default;
        var answer = await hers.Frames.FirstAsync(said => said.Id == id.GetString(), $"the answer to {command}");
        page.Answered(example, answer);
        return answer.Data;
    }

    private async Task RestAsync(HttpMethod method, string path, NativePerson caller, object? body = null)
        => (await market.Api.CallAsync(method, $"/api/v1{path}", caller, body)).Expect();

    private async Task<NativeSocket> ConnectAsync(string token)
    {
        var socket = await NativeSocket.ConnectAsync(market.Address, token);
        sockets.Add(socket);
        return socket;
    }

    public async Task PartAsync()
    {
        foreach (var socket in sockets)
            await socket.DisposeAsync();
    }

    private static long Id(JsonElement data) => data.GetProperty("id").GetInt64();
}
