using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.GameTrade;

public sealed class SocketsOnSqlite(SqliteDeals server) : SocketTests(server);

public sealed class SocketsOnPostgreSql(PostgreSqlDeals server) : SocketTests(server);

/// <summary>The sockets. Source: contracts/gametrade.md, section 5.</summary>
public abstract class SocketTests(DealServer server) : GameTradeRoutes(server)
{
    [Fact]
    public async Task All_four_addresses_open_and_a_bad_token_opens_none()
    {
        var (buyer, _, chat) = await DealAsync();
        foreach (var path in new[] { "/ws", "/ws/ws", $"/ws/chat/{chat}", $"/ws/ws/chat/{chat}", "/api/chat/ws" })
        {
            await using (var socket = await ConnectAsync(buyer, path))
            {
                await socket.SayAsync(new { type = "ping" });
                Assert.Equal(JsonValueKind.Null, DataOf(await FrameAsync(socket, "pong")).GetProperty("timestamp").ValueKind);
            }
            Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}{path}?token=bad"));
            Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}{path}"));
        }
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat/{chat}?token={Trader().Token}"));
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat/99999999?token={buyer.Token}"));
    }

    [Fact]
    public async Task Who_has_joined_hears_the_chat_and_who_has_not_hears_nothing()
    {
        var (buyer, seller, chat) = await DealAsync();
        await using var joined = await JoinedAsync(buyer, chat);
        await using var other = await JoinedAsync(seller, chat);
        await using var idle = await ConnectAsync(seller);
        var came = DataOf(await FrameAsync(joined, "user_joined"));
        Assert.Equal(["user_id", "chat_id", "timestamp"], came.EnumerateObject().Select(field => field.Name));
        Assert.Equal((seller.Id, chat), (came.GetProperty("user_id").GetInt32(), came.GetProperty("chat_id").GetInt64()));
        var sent = (await SendAsync(buyer, chat, "Hi")).Is(201);
        foreach (var socket in new[] { joined, other })
            Assert.Equal(sent.Body.GetRawText(), DataOf(await FrameAsync(socket, "new_message")).GetRawText());
        (await PatchAsync($"/chats/{chat}/messages/{sent.Id}", buyer, new { content = "Hello" })).Is(200);
        Assert.Equal("Hello", DataOf(await FrameAsync(other, "message_updated")).GetProperty("content").GetString());
        (await CallAsync(HttpMethod.Delete, $"/chats/{chat}/messages/{sent.Id}", buyer)).Is(204);
        var gone = DataOf(await FrameAsync(other, "message_deleted"));
        Assert.Equal(["message_id", "chat_id"], gone.EnumerateObject().Select(field => field.Name));
        (await PatchAsync($"/chats/{chat}", buyer, new { title = "Axe" })).Is(200);
        var updated = DataOf(await FrameAsync(other, "chat_updated"));
        Assert.Equal(("Axe", 2), (updated.GetProperty("title").GetString(), updated.GetProperty("participants").GetArrayLength()));
        await idle.SayAsync(new { type = "ping" });
        await FrameAsync(idle, "pong");
        Assert.Equal(1, idle.Frames.Count);
        await joined.SayAsync(new { type = "leave_chat", data = new { chat_id = chat } });
        await FrameAsync(joined, "left_chat");
        Assert.Equal(buyer.Id, DataOf(await FrameAsync(other, "user_left")).GetProperty("user_id").GetInt32());
        var heard = joined.Frames.Count;
        (await SendAsync(seller, chat, "Still there?")).Is(201);
        await FrameAsync(other, "new_message", from: other.Frames.Count - 1);
        await joined.SayAsync(new { type = "ping", data = new { timestamp = 12.5 } });
        Assert.Equal(12.5, DataOf(await FrameAsync(joined, "pong", heard)).GetProperty("timestamp").GetDouble());
        Assert.Equal(heard + 1, joined.Frames.Count);
    }

    [Fact]
    public async Task Typing_reaches_the_others_who_have_joined_and_comes_only_from_who_has()
    {
        var (buyer, seller, chat) = await DealAsync();
        await using var writer = await JoinedAsync(buyer, chat);
        await using var reader = await JoinedAsync(seller, chat);
        await writer.SayAsync(new { type = "typing", data = new { chat_id = chat, is_typing = true } });
        var typing = DataOf(await FrameAsync(reader, "typing"));
        Assert.Equal((buyer.Id, chat, true), (typing.GetProperty("user_id").GetInt32(), typing.GetProperty("chat_id").GetInt64(), typing.GetProperty("is_typing").GetBoolean()));
        await using var outside = await ConnectAsync(buyer);
        await outside.SayAsync(new { type = "typing", data = new { chat_id = chat, is_typing = true } });
        await FrameAsync(outside, "error");
        Assert.DoesNotContain(writer.Frames.All, frame => TypeOf(frame) == "typing");
    }

    [Fact]
    public async Task The_address_of_a_chat_joins_it_at_once_and_stands_for_every_frames_chat()
    {
        var (buyer, seller, chat) = await DealAsync();
        await using var other = await JoinedAsync(seller, chat);
        await using var socket = await ConnectAsync(buyer, $"/ws/chat/{chat}");
        Assert.Equal(buyer.Id, DataOf(await FrameAsync(other, "user_joined")).GetProperty("user_id").GetInt32());
        await socket.SayAsync(new { type = "typing", data = new { chat_id = 1, is_typing = true } });
        Assert.Equal(chat, DataOf(await FrameAsync(other, "typing")).GetProperty("chat_id").GetInt64());
        (await SendAsync(seller, chat, "Hi")).Is(201);
        await FrameAsync(socket, "new_message");
        Assert.DoesNotContain(socket.Frames.All, frame => TypeOf(frame) == "joined_chat");
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":5}""")]
    [InlineData("""{"type":"message","data":{"content":"hi"}}""")]
    [InlineData("""{"type":"join_chat"}""")]
    [InlineData("""{"type":"join_chat","data":null}""")]
    [InlineData("""{"type":"join_chat","data":{"chat_id":"x"}}""")]
    [InlineData("""{"type":"join_chat","data":{"chat_id":99999999}}""")]
    [InlineData("""{"type":"typing","data":[1]}""")]
    public async Task A_bad_frame_gets_one_error_and_the_socket_stays(string bad)
    {
        await using var socket = await ConnectAsync(Trader());
        await socket.SendTextAsync(bad);
        Assert.NotEmpty(DataOf(await FrameAsync(socket, "error")).GetProperty("message").GetString()!);
        await socket.SayAsync(new { type = "ping" });
        await FrameAsync(socket, "pong");
        Assert.Equal(2, socket.Frames.Count);
    }

    [Fact]
    public async Task A_stranger_does_not_get_into_a_chat_and_a_moderator_does_once_called_in()
    {
        var (buyer, _, chat) = await DealAsync();
        var judge = Trader("moderator");
        await using var socket = await ConnectAsync(judge);
        await socket.SayAsync(new { type = "join_chat", data = new { chat_id = chat } });
        await FrameAsync(socket, "error");
        await using var party = await JoinedAsync(buyer, chat);
        (await PostAsync($"/chats/{chat}/moderator", judge, new { moderator_id = judge.Id, reason = "r" })).Is(200);
        var assigned = DataOf(await FrameAsync(party, "moderator_assigned"));
        Assert.Equal((chat, judge.Id, judge.Id, "r"), (assigned.GetProperty("chat_id").GetInt64(), assigned.GetProperty("moderator_id").GetInt32(), assigned.GetProperty("assigned_by").GetInt32(), assigned.GetProperty("reason").GetString()));
        await socket.SayAsync(new { type = "join_chat", data = new { chat_id = chat } });
        await FrameAsync(socket, "joined_chat");
        (await SendAsync(buyer, chat, "Where is it?")).Is(201);
        await FrameAsync(socket, "new_message");
        (await PostAsync($"/chats/{chat}/resolve", judge, new { resolution_notes = "done" })).Is(200);
        await FrameAsync(party, "user_left");
    }

    [Fact]
    public async Task A_person_who_is_locked_out_loses_the_sockets_with_this_wires_own_code()
    {
        var (buyer, seller, chat) = await DealAsync();
        await using var socket = await JoinedAsync(buyer, chat);
        await using var other = await JoinedAsync(seller, chat);
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", ServerKey);
        using var answer = await http.PutAsync(new Uri($"/api/v1/people/{buyer.Id}", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { disabled = true }));
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(4001, await socket.ClosedAsync());
        Assert.Equal(buyer.Id, DataOf(await FrameAsync(other, "user_left")).GetProperty("user_id").GetInt32());
    }

    private async Task<JsonSocket> JoinedAsync(Trader person, long chat)
    {
        var socket = await ConnectAsync(person);
        await socket.SayAsync(new { type = "join_chat", data = new { chat_id = chat } });
        Assert.Equal(chat, DataOf(await FrameAsync(socket, "joined_chat")).GetProperty("chat_id").GetInt64());
        return socket;
    }
}
