using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.GameTrade;

public sealed class DevicesOnSqlite(SqliteDeals server) : DeviceTests(server);

public sealed class DevicesOnPostgreSql(PostgreSqlDeals server) : DeviceTests(server);

/// <summary>Many sockets, of one person and of several, and how they end. Source: contracts/gametrade.md, "Sockets".</summary>
public abstract class DeviceTests(DealServer server) : GameTradeRoutes(server)
{
    [Fact]
    public async Task Each_socket_of_a_person_comes_types_and_goes_by_itself()
    {
        var (buyer, seller, chat) = await DealAsync();
        await using var other = await JoinedAsync(seller, chat);
        await using var phone = await JoinedAsync(buyer, chat);
        await using var desk = await JoinedAsync(buyer, chat);
        await phone.SayAsync(new { type = "typing", data = new { chat_id = chat, is_typing = true } });
        Assert.Equal(buyer.Id, DataOf(await FrameAsync(desk, "typing")).GetProperty("user_id").GetInt32());
        await phone.SayAsync(new { type = "typing", data = new { chat_id = chat } });
        await UntilAsync(desk, "typing", 2);
        await UntilAsync(other, "typing", 2);
        await desk.SayAsync(new { type = "leave_chat", data = new { chat_id = chat } });
        await FrameAsync(phone, "user_left");
        await phone.CloseAsync();
        await UntilAsync(other, "user_left", 2);
        Assert.Equal("joined_chat user_joined user_joined typing typing user_left user_left", Types(other));
        Assert.Equal("joined_chat user_joined user_left", Types(phone));
        Assert.Equal("joined_chat typing typing left_chat", Types(desk));
    }

    [Fact]
    public async Task A_socket_that_goes_has_left_each_of_its_chats()
    {
        var (buyer, seller) = (Trader(), Trader());
        var chats = new List<long>();
        for (var i = 0; i < 3; i++)
            chats.Add((await PostAsync("/chats", buyer, new { participant_ids = new[] { seller.Id } })).Is(201).Id);
        await using var stays = await JoinedAsync(seller, [.. chats]);
        await using (var goes = await JoinedAsync(buyer, [.. chats]))
            goes.Abort();
        await UntilAsync(stays, "user_left", 3);
        Assert.Equal(chats, stays.Frames.All.Where(frame => TypeOf(frame) == "user_left").Select(frame => DataOf(frame).GetProperty("chat_id").GetInt64()).Order());
        Assert.All(stays.Frames.All.Where(frame => TypeOf(frame) == "user_left"), frame => Assert.Equal(buyer.Id, DataOf(frame).GetProperty("user_id").GetInt32()));
    }

    [Fact]
    public async Task Joining_twice_is_one_coming_and_leaving_without_having_joined_is_no_going()
    {
        var (buyer, seller, chat) = await DealAsync();
        await using var other = await JoinedAsync(seller, chat);
        await using var socket = await ConnectAsync(buyer);
        await socket.SayAsync(new { type = "leave_chat", data = new { chat_id = chat } });
        await socket.SayAsync(new { type = "join_chat", data = new { chat_id = chat } });
        await socket.SayAsync(new { type = "join_chat", data = new { chat_id = chat } });
        await UntilAsync(socket, "joined_chat", 2);
        await socket.SayAsync(new { type = "leave_chat", data = new { chat_id = chat } });
        await UntilAsync(socket, "left_chat", 2);
        await UntilAsync(other, "user_left", 1);
        Assert.Equal("joined_chat user_joined user_left", Types(other));
    }

    [Fact]
    public async Task Twenty_sockets_of_one_person_are_open_at_once_and_idle_ones_stay()
    {
        var (buyer, seller, chat) = await DealAsync();
        var sockets = new List<JsonSocket>();
        try
        {
            for (var i = 0; i < 20; i++)
                sockets.Add(await ConnectAsync(buyer, i % 2 == 0 ? "/ws" : $"/ws/ws/chat/{chat}"));
            (await SendAsync(seller, chat, "Hi")).Is(201);
            for (var i = 1; i < 20; i += 2)
                await FrameAsync(sockets[i], "new_message");
            for (var i = 0; i < 20; i += 2)
            {
                await sockets[i].SayAsync(new { type = "ping" });
                await FrameAsync(sockets[i], "pong");
                Assert.Equal(1, sockets[i].Frames.Count);
            }
        }
        finally
        {
            foreach (var socket in sockets)
                await socket.DisposeAsync();
        }
    }

    [Fact]
    public async Task Frames_come_in_the_order_of_the_calls()
    {
        var (buyer, seller, chat) = await DealAsync();
        await using var socket = await JoinedAsync(seller, chat);
        var expected = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var id = (await SendAsync(i % 2 == 0 ? buyer : seller, chat, $"{i}")).Is(201).Id;
            (await PatchAsync($"/chats/{chat}/messages/{id}", i % 2 == 0 ? buyer : seller, new { content = $"{i}!" })).Is(200);
            (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/messages/{id}", i % 2 == 0 ? buyer : seller)).Is(204);
            expected.AddRange([$"new_message {id}", $"message_updated {id}", $"message_deleted {id}"]);
        }
        await UntilAsync(socket, "message_deleted", 20);
        Assert.Equal(expected, socket.Frames.All.Skip(1).Select(frame => $"{TypeOf(frame)} {DataOf(frame).GetProperty(TypeOf(frame) == "message_deleted" ? "message_id" : "id").GetInt64()}"));
    }

    [Fact]
    public async Task Making_a_chat_and_reading_it_tell_nobody()
    {
        var (buyer, seller) = (Trader(), Trader());
        await using var idle = await ConnectAsync(seller);
        var chat = (await PostAsync("/chats", buyer, new { participant_ids = new[] { seller.Id } })).Is(201).Id;
        await using var joined = await JoinedAsync(seller, chat);
        (await PostAsync($"/chats/{chat}/read", seller)).Is(204);
        (await SendAsync(buyer, chat, "Hi")).Is(201);
        await FrameAsync(joined, "new_message");
        (await PostAsync($"/chats/{chat}/read", seller)).Is(204);
        foreach (var socket in new[] { idle, joined })
        {
            await socket.SayAsync(new { type = "ping" });
            await FrameAsync(socket, "pong");
        }
        Assert.Equal("pong", Types(idle));
        Assert.Equal("joined_chat new_message pong", Types(joined));
    }

    [Fact]
    public async Task A_frame_that_is_too_long_ends_its_socket_and_nobody_elses()
    {
        var (buyer, seller, chat) = await DealAsync();
        await using var other = await JoinedAsync(seller, chat);
        await using var socket = await JoinedAsync(buyer, chat);
        await socket.SendTextAsync(new string(' ', 64 * 1024 + 1));
        Assert.Equal(1009, await socket.ClosedAsync());
        await FrameAsync(other, "user_left");
        await using var again = await JoinedAsync(buyer, chat);
        await again.SendTextAsync("");
        await FrameAsync(again, "error");
        await again.SendFrameAsync("{}"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Binary);
        await UntilAsync(again, "error", 2);
    }

    [Fact]
    public async Task A_socket_ends_with_its_token_by_this_wires_own_code()
    {
        var id = Trader().Id;
        var brief = new Trader(id, Auth.SignIn(id, "brief", ["user"], new { sub = $"{id}", exp = DateTimeOffset.UtcNow.AddSeconds(3).ToUnixTimeSeconds() }));
        await using var socket = await ConnectAsync(brief);
        Assert.Equal(4001, await socket.ClosedAsync());
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws?token={brief.Token}"));
        (await GetAsync("/chats", brief)).Is(401);
    }

    private async Task<JsonSocket> JoinedAsync(Trader person, params long[] chats)
    {
        var socket = await ConnectAsync(person);
        foreach (var chat in chats)
        {
            var from = socket.Frames.Count;
            await socket.SayAsync(new { type = "join_chat", data = new { chat_id = chat } });
            await FrameAsync(socket, "joined_chat", from);
        }
        return socket;
    }

    private static Task<JsonElement> UntilAsync(JsonSocket socket, string type, int times) => socket.Frames.FirstAsync(frame => TypeOf(frame) == type && --times == 0, $"the last {type}");

    private static string Types(JsonSocket socket) => string.Join(' ', socket.Frames.All.Select(TypeOf));
}
