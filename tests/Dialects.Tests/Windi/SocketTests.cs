using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Windi;

public sealed class SocketsOnSqlite(SqliteServer server) : SocketTests(server);

public sealed class SocketsOnPostgreSql(PostgreSqlServer server) : SocketTests(server);

/// <summary>The socket. Source: contracts/windi.md, section 5.</summary>
public abstract class SocketTests(NativeServer server) : WindiRoutes(server)
{
    [Fact]
    public async Task A_message_goes_once_to_every_socket_of_every_participant_the_sender_included()
    {
        var (anna, ivan, chat) = await PairAsync();
        var stranger = await PersonAsync("Stranger");
        await using var phone = await ConnectAsync(anna);
        await using var desk = await ConnectAsync(anna);
        await using var other = await ConnectAsync(ivan);
        await using var outside = await ConnectAsync(stranger);
        await phone.SayAsync(new { chat_id = chat, text = "Привет", client_message_id = "unique-1", sender_id = 5 });
        foreach (var socket in new[] { phone, desk, other })
        {
            var frame = await MessageAsync(socket, "Привет");
            Assert.Equal(["id", "chat_id", "sender_id", "text", "timestamp", "is_read", "client_message_id"], frame.EnumerateObject().Select(field => field.Name));
            Assert.Equal((anna.Id, "unique-1"), (frame.GetProperty("sender_id").GetInt64(), frame.GetProperty("client_message_id").GetString()));
        }
        var history = (await GetAsync($"/messages/history/{chat}", ivan)).Body;
        Assert.Equal((await MessageAsync(other, "Привет")).GetRawText(), Assert.Single(history.EnumerateArray()).GetRawText());
        (await SendAsync(ivan, chat, "over REST")).Is(201);
        await MessageAsync(phone, "over REST");
        await MessageAsync(other, "over REST");
        Assert.Equal(2, other.Frames.Count);
        Assert.Equal(0, outside.Frames.Count);
    }

    [Fact]
    public async Task A_repeat_is_acknowledged_to_its_own_socket_and_told_to_nobody_else()
    {
        var (anna, ivan, chat) = await PairAsync();
        await using var sender = await ConnectAsync(anna);
        await using var other = await ConnectAsync(ivan);
        (await SendAsync(anna, chat, "first", "key")).Is(201);
        await MessageAsync(sender, "first");
        await sender.SayAsync(new { chat_id = chat, text = "first", client_message_id = "key" });
        await sender.SayAsync(new { chat_id = chat, text = "last" });
        await MessageAsync(other, "last");
        await MessageAsync(sender, "last");
        Assert.Equal("first last", Texts(other));
        Assert.Equal("first first last", string.Join(' ', Texts(sender).Split(' ').Order()));
    }

    [Fact]
    public async Task An_author_gets_exactly_one_receipt_for_each_message_and_reader_and_nobody_else_gets_any()
    {
        var (anna, ivan) = (await PersonAsync("Anna"), await PersonAsync("Ivan"));
        var olga = await PersonAsync("Olga");
        var chat = (await PostAsync("/chats", anna, new { name = "G", chat_type = "group", participant_ids = new[] { ivan.Id, olga.Id } })).Is(201).Id;
        var ids = new List<long>();
        for (var i = 1; i <= 5; i++)
            ids.Add((await SendAsync(anna, chat, $"{i}")).Is(201).Id);
        (await SendAsync(olga, chat, "from somebody else")).Is(201);
        await using var author = await ConnectAsync(anna);
        await using var reader = await ConnectAsync(ivan);
        // In any order, and several times at once: the later ones bring receipts of the earlier ones along.
        foreach (var id in new[] { ids[2], ids[0], ids[4], ids[1], ids[3] })
            await Task.WhenAll(PostAsync($"/messages/{id}/read", ivan), PostAsync($"/messages/{id}/read", ivan));
        (await SendAsync(anna, chat, "mark")).Is(201);
        await MessageAsync(author, "mark");
        await MessageAsync(reader, "mark");
        var receipts = author.Frames.All.Where(IsReceipt).ToList();
        Assert.Equal(ids, receipts.Select(frame => frame.GetProperty("message_id").GetInt64()).Order());
        Assert.Equal(["type", "message_id", "chat_id", "reader_id", "is_read"], receipts[0].EnumerateObject().Select(field => field.Name));
        Assert.All(receipts, frame => Assert.Equal((chat, ivan.Id, true), (frame.GetProperty("chat_id").GetInt64(), frame.GetProperty("reader_id").GetInt64(), frame.GetProperty("is_read").GetBoolean())));
        Assert.DoesNotContain(reader.Frames.All, IsReceipt);
    }

    [Fact]
    public async Task What_is_read_through_the_native_door_brings_receipts_too()
    {
        var (anna, ivan, chat) = await PairAsync();
        var id = (await SendAsync(anna, chat, "read me")).Id;
        await using var author = await ConnectAsync(anna);
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ivan.Token);
        using var answer = await http.PostAsync(new Uri("/api/v1/chats/read-all", UriKind.Relative), null);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        var receipt = await author.Frames.FirstAsync(IsReceipt, "the receipt");
        Assert.Equal(id, receipt.GetProperty("message_id").GetInt64());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[1]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"chat_id":"x","text":"a"}""")]
    [InlineData("""{"chat_id":CHAT,"text":7}""")]
    [InlineData("""{"chat_id":CHAT}""")]
    [InlineData("""{"chat_id":999999999,"text":"a"}""")]
    [InlineData("""{"chat_id":CHAT,"text":"  "}""")]
    [InlineData("""{"chat_id":CHAT,"text":"a\u0000"}""")]
    public async Task A_bad_frame_gets_an_error_and_hurts_nobody(string bad)
    {
        var (anna, ivan, chat) = await PairAsync();
        await using var sender = await ConnectAsync(anna);
        await using var other = await ConnectAsync(ivan);
        await sender.SendTextAsync(bad.Replace("CHAT", $"{chat}", StringComparison.Ordinal));
        var error = await sender.Frames.FirstAsync(frame => frame.TryGetProperty("type", out var type) && type.GetString() == "error", "the error");
        Assert.Equal(["type", "detail", "client_message_id"], error.EnumerateObject().Select(field => field.Name));
        Assert.NotEmpty(error.GetProperty("detail").GetString()!);
        await sender.SayAsync(new { chat_id = chat, text = "fine" });
        await MessageAsync(sender, "fine");
        await MessageAsync(other, "fine");
        Assert.Equal(1, other.Frames.Count);
    }

    [Fact]
    public async Task A_refused_frame_names_the_clients_own_id()
    {
        var (anna, _, chat) = await PairAsync();
        await using var sender = await ConnectAsync(anna);
        await sender.SayAsync(new { chat_id = chat, text = "", client_message_id = "unique-2" });
        var error = await sender.Frames.FirstAsync(_ => true, "the error");
        Assert.Equal(("text is empty", "unique-2"), (error.GetProperty("detail").GetString(), error.GetProperty("client_message_id").GetString()));
        await sender.SendFrameAsync(Encoding.UTF8.GetBytes("{}"), WebSocketMessageType.Binary);
        await sender.Frames.FirstAsync(frame => frame.GetProperty("client_message_id").ValueKind == JsonValueKind.Null, "the answer to a binary frame");
    }

    [Fact]
    public async Task A_frame_of_more_than_a_mebibyte_closes_the_socket_with_1009_and_the_client_may_come_back()
    {
        var (anna, _, chat) = await PairAsync();
        await using (var sender = await ConnectAsync(anna))
        {
            await sender.SendTextAsync(new string(' ', 1024 * 1024 + 1));
            Assert.Equal(1009, await sender.ClosedAsync());
        }
        await using var again = await ConnectAsync(anna);
        await again.SayAsync(new { chat_id = chat, text = "back" });
        await MessageAsync(again, "back");
    }

    [Fact]
    public async Task Frames_of_one_socket_are_stored_in_their_order()
    {
        var (anna, ivan, chat) = await PairAsync();
        await using var sender = await ConnectAsync(anna);
        await using var other = await ConnectAsync(ivan);
        for (var i = 0; i < 50; i++)
            await sender.SayAsync(new { chat_id = chat, text = $"{i}" });
        await MessageAsync(other, "49");
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 50)), Texts(other));
        var ids = other.Frames.All.Select(frame => frame.GetProperty("id").GetInt64()).ToList();
        Assert.Equal(ids.Order(), ids);
    }

    [Fact]
    public async Task On_the_own_machine_a_bare_id_is_believed_but_no_proof_may_be_wrong()
    {
        var (anna, ivan, chat) = await PairAsync();
        await using (var bare = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/chat?user_id={anna.Id}"))
        {
            (await SendAsync(ivan, chat, "hello")).Is(201);
            await MessageAsync(bare, "hello");
        }
        foreach (var bad in new[] { "", "user_id=", "user_id=0", "user_id=-1", "user_id=x", "user_id=1", "user_id=987654321", $"user_id={anna.Id}&token=bad", $"user_id={anna.Id}&token={ivan.Token}" })
            Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat?{bad}"));
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat?user_id={anna.Id}", ("Authorization", "Bearer bad")));
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat?user_id={anna.Id}", ("Origin", "https://evil.example")));
        await using var page = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/chat?user_id={anna.Id}", ("Origin", "http://localhost:5173"));
    }

    private static bool IsReceipt(JsonElement frame) => frame.TryGetProperty("type", out var type) && type.GetString() == "read_receipt";

    private static string Texts(JsonSocket socket)
        => string.Join(' ', socket.Frames.All.Where(frame => frame.TryGetProperty("text", out _)).Select(frame => frame.GetProperty("text").GetString()));

    private static Task<JsonElement> MessageAsync(JsonSocket socket, string text)
        => socket.Frames.FirstAsync(frame => frame.TryGetProperty("text", out var said) && said.GetString() == text, $"the message {text}");
}
