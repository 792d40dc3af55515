using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

public sealed class SocketsOnSqlite(SqliteServer server) : SocketTests(server);

public sealed class SocketsOnPostgreSql(PostgreSqlServer server) : SocketTests(server);

/// <summary>The socket. Source: contracts/lais.md, "WebSocket".</summary>
public abstract class SocketTests(NativeServer server) : LaisRoutes(server)
{
    [Fact]
    public async Task Who_is_online_is_the_first_frame_and_is_told_again_when_somebody_comes_or_goes()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var first = await ConnectAsync(chat, buyer);
        Assert.Equal([buyer], Users(await FrameAsync(first, "online_users")));
        await using (var second = await ConnectAsync(chat, seller))
        {
            string[] both = [.. new[] { buyer, seller }.Order()];
            await FrameAsync(second, "online_users");
            Assert.Equal("online_users", Type(second.Frames.All[0]));
            Assert.Equal(both, Users(second.Frames.All[0]));
            await FrameAsync(first, "online_users", frame => Users(frame).SequenceEqual(both));
            await using (var tab = await ConnectAsync(chat, seller))
                Assert.Equal(both, Users(await FrameAsync(tab, "online_users")));
            await second.SayAsync(new { type = "message", message_text = "still here" });
            await MessageAsync(first, "still here");
            Assert.DoesNotContain(first.Frames.All, frame => Type(frame) == "user_disconnected"); // one of two tabs is no goodbye
        }
        Assert.Equal(seller, (await FrameAsync(first, "user_disconnected")).GetProperty("user_id").GetString());
        Assert.Equal([buyer], Users(first.Frames.All.Last(frame => Type(frame) == "online_users")));
    }

    [Fact]
    public async Task A_message_goes_once_to_every_socket_the_own_included_and_only_in_its_chat()
    {
        var (chat, buyer, seller) = await PairAsync();
        var (elsewhere, _, _) = await PairAsync();
        await using var sender = await ConnectAsync(chat, buyer);
        await using var tab = await ConnectAsync(chat, buyer);
        await using var other = await ConnectAsync(chat, seller);
        await using var outside = await ConnectAsync(elsewhere, seller);
        await sender.SayAsync(new { type = "message", message_text = "Ещё продаёте?", sender_id = "9", chat_id = 1, id = 5, is_read = true, sender_is_registered = true });
        foreach (var socket in new[] { sender, tab, other })
        {
            var frame = await MessageAsync(socket, "Ещё продаёте?");
            Assert.Equal(["type", "message"], frame.EnumerateObject().Select(field => field.Name));
            var message = frame.GetProperty("message");
            Assert.Equal((chat, buyer, true, false), (message.GetProperty("chat_id").GetInt64(), message.GetProperty("sender_id").GetString(), message.GetProperty("sender_is_registered").GetBoolean(), message.GetProperty("is_read").GetBoolean()));
            Assert.Equal(message.GetRawText(), Assert.Single((await GetAsync($"/chats/{chat}/messages")).Body.EnumerateArray()).GetRawText());
        }
        (await SayAsync(chat, seller, "REST")).Is(200);
        await MessageAsync(sender, "REST");
        await MessageAsync(other, "REST");
        await sender.SayAsync(new { type = "message", message_text = "last" });
        foreach (var socket in new[] { sender, tab, other })
            await MessageAsync(socket, "last");
        Assert.Equal(("Ещё продаёте? REST last", "Ещё продаёте? REST last", ""), (Texts(sender), Texts(other), Texts(outside)));
    }

    [Fact]
    public async Task Typing_is_passed_on_each_time_to_the_others_and_stored_nowhere()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var writer = await ConnectAsync(chat, buyer);
        await using var other = await ConnectAsync(chat, seller);
        await FrameAsync(other, "online_users");
        foreach (var frame in new object[] { new { type = "typing", is_typing = true }, new { type = "typing", is_typing = true }, new { type = "typing" } })
            await writer.SayAsync(frame);
        Assert.Equal(buyer, (await FrameAsync(other, "typing", frame => !frame.GetProperty("is_typing").GetBoolean())).GetProperty("user_id").GetString());
        Assert.Equal([true, true, false], other.Frames.All.Where(frame => Type(frame) == "typing").Select(frame => frame.GetProperty("is_typing").GetBoolean()));
        Assert.DoesNotContain(writer.Frames.All, frame => Type(frame) == "typing");
        Assert.Equal("[]", (await GetAsync($"/chats/{chat}/messages")).Body.GetRawText());
    }

    [Fact]
    public async Task Reading_is_told_to_all_other_sockets_by_frame_and_by_REST()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var writer = await ConnectAsync(chat, buyer);
        await using var reader = await ConnectAsync(chat, seller);
        await using var tab = await ConnectAsync(chat, seller);
        (await SayAsync(chat, buyer, "one")).Is(200);
        (await SayAsync(chat, buyer, "two")).Is(200);
        await MessageAsync(reader, "two");
        await reader.SayAsync(new { type = "read" });
        foreach (var socket in new[] { writer, tab })
            Assert.Equal((seller, 2), Read(await FrameAsync(socket, "messages_read")));
        await reader.SayAsync(new { type = "read" });
        await FrameAsync(writer, "messages_read", frame => Read(frame) == (seller, 0));
        (await SayAsync(chat, seller, "three")).Is(200);
        (await PostAsync($"/chats/{chat}/read?user_id={buyer}")).Is(200);
        Assert.Equal((buyer, 1), Read(await FrameAsync(reader, "messages_read")));
        (await PostAsync($"/chats/{chat}/read?user_id={buyer}")).Is(200);
        await writer.SayAsync(new { type = "message", message_text = "end" });
        await MessageAsync(writer, "end");
        await MessageAsync(reader, "end");
        Assert.Equal(1, reader.Frames.All.Count(frame => Type(frame) == "messages_read"));
        Assert.Equal(3, writer.Frames.All.Count(frame => Type(frame) == "messages_read"));
    }

    [Theory]
    [InlineData("not json", "bad_json")]
    [InlineData("[]", "bad_json")]
    [InlineData("null", "bad_json")]
    [InlineData("\"x\"", "bad_json")]
    [InlineData("{}", "bad_frame")]
    [InlineData("""{"type":7}""", "bad_frame")]
    [InlineData("""{"type":"dance"}""", "unknown_type")]
    [InlineData("""{"type":"message"}""", "empty")]
    [InlineData("""{"type":"message","message_text":" \n "}""", "empty")]
    [InlineData("""{"type":"message","message_text":7}""", "bad_frame")]
    [InlineData("""{"type":"message","message_text":"x\u0000"}""", "bad_frame")]
    [InlineData("""{"type":"message","message_text":"\ud800"}""", "bad_frame")]
    [InlineData("""{"type":"message","message_text":null}""", "empty")]
    [InlineData("""{"type":"typing","is_typing":"perhaps"}""", "bad_frame")]
    public async Task A_bad_frame_is_answered_and_the_socket_stays(string frame, string code)
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var sender = await ConnectAsync(chat, buyer);
        await using var other = await ConnectAsync(chat, seller);
        await sender.SendTextAsync(frame);
        var error = await FrameAsync(sender, "error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("detail").GetString()!);
        await sender.SayAsync(new { type = "message", message_text = "fine" });
        await MessageAsync(other, "fine");
        Assert.Single((await GetAsync($"/chats/{chat}/messages")).Body.EnumerateArray());
        Assert.DoesNotContain(other.Frames.All, one => Type(one) == "error");
    }

    [Fact]
    public async Task Length_counts_code_points_depth_is_bounded_and_binary_means_nothing()
    {
        var (chat, buyer, _) = await PairAsync();
        await using var sender = await ConnectAsync(chat, buyer);
        var escaped = string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 2000)); // 24 kB
        await sender.SendTextAsync($$"""{"type":"message","message_text":"{{escaped}}"}""");
        await MessageAsync(sender, string.Concat(Enumerable.Repeat("😀", 2000)));
        await sender.SendTextAsync($$"""{"type":"message","message_text":"{{escaped}}x"}""");
        Assert.Equal("too_long", (await FrameAsync(sender, "error")).GetProperty("code").GetString());
        await sender.SendTextAsync($$"""{"type":"read","x":{{new string('[', 200)}}{{new string(']', 200)}}}""");
        await FrameAsync(sender, "error", frame => frame.GetProperty("code").GetString() is "bad_json" or "bad_frame");
        await sender.SendFrameAsync(Encoding.UTF8.GetBytes("{}"), WebSocketMessageType.Binary);
        await sender.SayAsync(new { type = "message", message_text = "fine" });
        await MessageAsync(sender, "fine");
        await sender.SendTextAsync(new string(' ', 64 * 1024 + 1));
        Assert.Equal(1009, await sender.ClosedAsync());
    }

    [Fact]
    public async Task Who_may_not_come_is_refused_at_the_door()
    {
        var (chat, buyer, _) = await PairAsync();
        foreach (var place in new[] { $"/ws/{chat}", $"/ws/{chat}?user_id=", $"/ws/abc?user_id={buyer}", $"/ws/2000000000?user_id={buyer}", $"/ws/-1?user_id={buyer}", $"/ws/{chat}?user_id={new string('x', 256)}", $"/ws/{chat}?user_id=%00" })
            Assert.Equal(403, await JsonSocket.RefusedAsync(Address, Door + place));
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/{chat}?user_id={buyer}", ("Origin", "https://evil.example")));
        (await GetAsync($"/ws/{chat}?user_id={buyer}")).Is(426);
        await using var page = await ConnectAsync(chat, buyer, ("Origin", "http://localhost:8080"));
        await using var own = await ConnectAsync(chat, buyer, ("Origin", Address.GetLeftPart(UriPartial.Authority)));
        await using var stranger = await ConnectAsync(chat, "test");
        Assert.Contains("test", Users(await FrameAsync(stranger, "online_users")));
    }

    [Fact]
    public async Task Many_sockets_of_one_user_and_of_many_hear_all_messages_in_the_order_of_the_history()
    {
        var (chat, buyer, seller) = await PairAsync();
        var sockets = new List<JsonSocket>();
        try
        {
            for (var i = 0; i < 30; i++)
                sockets.Add(await ConnectAsync(chat, buyer));
            for (var i = 0; i < 20; i++)
                sockets.Add(await ConnectAsync(chat, $"guest-{i}"));
            sockets.Add(await ConnectAsync(chat, seller));
            await Task.WhenAll(Enumerable.Range(0, 5).Select(async who =>
            {
                for (var i = 0; i < 10; i++)
                    await sockets[^(who + 1)].SayAsync(new { type = "message", message_text = $"{who}.{i}" });
            }));
            for (var who = 0; who < 5; who++)
                await MessageAsync(sockets[0], $"{who}.9"); // the last of each: what is heard is stored
            var stored = (await GetAsync($"/chats/{chat}/messages?limit=500")).Is(200).Body.EnumerateArray();
            string[] history = [.. stored.Select(message => message.GetProperty("message_text").GetString()!)];
            Assert.Equal(50, history.Length);
            foreach (var socket in sockets)
            {
                await MessageAsync(socket, history[^1]);
                Assert.Equal(string.Join(' ', history), Texts(socket));
            }
        }
        finally
        {
            foreach (var socket in sockets)
                await socket.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_deleted_chat_closes_its_sockets_and_what_is_said_to_it_is_neither_stored_nor_heard()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var socket = await ConnectAsync(chat, buyer);
        await using var other = await ConnectAsync(chat, seller);
        (await DeleteAsync($"/chats/{chat}")).Is(200);
        Assert.Equal(1008, await socket.ClosedAsync());
        Assert.Equal(1008, await other.ClosedAsync());
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/{chat}?user_id={buyer}"));
        (await SayAsync(chat, buyer, "into the void")).Is(404);
        Assert.Equal("", Texts(other));
    }

    private static (string? User, int Count) Read(JsonElement frame) => (frame.GetProperty("user_id").GetString(), frame.GetProperty("count").GetInt32());
}
