using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Haggle.Faults.Load;
using Haggle.Testing;

namespace Haggle.Faults;

/// <summary>A client that stops reading: it is closed with 1013 after a bounded amount, loses nothing, and harms nobody.</summary>
public sealed class SlowReaderTests
{
    private const int TooSlow = 1013;
    private const int Queue = 1024 * 1024;

    private static readonly string Text = new('я', 9_900);

    [Fact]
    public async Task A_client_that_stops_reading_is_closed_with_1013_and_resumes_without_a_loss()
    {
        await using var server = await ServerProcess.StartAsync();
        using var api = new NativeApi(server.Address);
        var (ivan, olga, sam) = (await api.GuestAsync("Ivan"), await api.GuestAsync("Olga"), await api.GuestAsync("Sam"));
        var chat = await api.CreateGroupAsync(ivan, "Bicycles", [olga, sam]);
        await using var speaking = await NativeSocket.ConnectAsync(server.Address, ivan.AccessToken);
        await using var listening = await NativeSocket.ConnectAsync(server.Address, olga.AccessToken);
        await listening.StartSessionAsync([]);
        using var stalled = await StalledSocket.ConnectAsync(server.Address, sam.AccessToken);

        var messages = Length.Of(1, 40) * (KernelBytes() + (3 * Queue)) / Text.Length / 2;
        for (var said = 0; said < messages; said += 8)
            await Task.WhenAll(Enumerable.Range(said, 8).Select(number => speaking.CommandAsync("message.send", new { chat_id = chat, content = $"{number} {Text}" })));
        var all = await api.MessagesAsync(ivan, chat);
        await listening.EventAsync("message.created", data => data.GetProperty("seq").GetInt64() == all.Count); // nobody else is held up

        var (frames, code, bytes) = await stalled.ReadToTheEndAsync();
        Assert.Equal(TooSlow, code);
        Assert.InRange(bytes, 1, KernelBytes() + (2 * Queue)); // no more was kept for it
        var got = frames.Where(frame => frame.Event == "message.created").Select(frame => NativeMessage.From(frame.Data)).ToList();
        Assert.Equal(all.Take(got.Count).Select(message => message.Id), got.Select(message => message.Id));
        Assert.True(got.Count < all.Count);

        await using var again = await NativeSocket.ConnectAsync(server.Address, sam.AccessToken);
        var revision = got.Count == 0 ? 1 : got[^1].Json.GetProperty("revision").GetInt64();
        await again.StartSessionAsync([(chat, got.Count, revision)]);
        got.AddRange(await MissedAsync(again, chat));
        Assert.Equal(all.Select(message => (message.Seq, message.Id, message.Content)), got.Select(message => (message.Seq, message.Id, message.Content)));
    }

    [Fact]
    public async Task A_server_does_not_wait_for_clients_that_do_not_read_when_it_is_stopped()
    {
        await using var server = await ServerProcess.StartAsync();
        using var api = new NativeApi(server.Address);
        var (ivan, sam) = (await api.GuestAsync("Ivan"), await api.GuestAsync("Sam"));
        using var stalled = await StalledSocket.ConnectAsync(server.Address, sam.AccessToken);
        await using var listening = await NativeSocket.ConnectAsync(server.Address, ivan.AccessToken);
        await listening.CommandAsync("ping", new { });
        Assert.Equal(0, await server.StopAsync());
        Assert.Equal(1001, await listening.ClosedAsync());
    }

    /// <summary>What the kernel may hold between the two sides.</summary>
    private static int KernelBytes()
        => int.Parse(File.ReadAllText("/proc/sys/net/ipv4/tcp_wmem").Split()[^2], System.Globalization.CultureInfo.InvariantCulture) + StalledSocket.ReceiveBytes;

    /// <summary>As docs/protocol.md says: what the catch-up brought, and pages of the history while there is more.</summary>
    private static async Task<List<NativeMessage>> MissedAsync(NativeSocket socket, long chat)
    {
        var missed = socket.Frames.All.Single(frame => frame.Event == "sync.chat").Data;
        Assert.False(missed.GetProperty("reset").GetBoolean());
        var messages = missed.GetProperty("messages").EnumerateArray().Select(NativeMessage.From).ToList();
        for (var more = missed.GetProperty("more").GetBoolean(); more;)
        {
            var page = await socket.CommandAsync("chat.history", new { chat_id = chat, after_seq = messages[^1].Seq, limit = 200 });
            messages.AddRange(page.GetProperty("items").EnumerateArray().Select(NativeMessage.From));
            more = page.GetProperty("has_more_after").GetBoolean();
        }

        return messages;
    }

    /// <summary>A native socket that reads up to the end of its catch-up and then no more, until it is asked to.</summary>
    private sealed class StalledSocket : IDisposable
    {
        /// <summary>The kernel doubles what it is asked for.</summary>
        public const int ReceiveBytes = 2 * 64 * 1024;

        private readonly ClientWebSocket socket = new();
        private readonly byte[] buffer = new byte[64 * 1024];

        public static async Task<StalledSocket> ConnectAsync(Uri server, string token)
        {
            var client = new StalledSocket();
            client.socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
            using var narrow = new SocketsHttpHandler { ConnectCallback = NarrowAsync };
            using var invoker = new HttpMessageInvoker(narrow, disposeHandler: false);
            await client.socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/ws", Query = $"token={token}" }.Uri, invoker, CancellationToken.None);
            var start = JsonSerializer.SerializeToUtf8Bytes(new { @event = "session.start", data = new { chats = Array.Empty<long[]>() }, id = "c1" });
            await client.socket.SendAsync(start, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            while ((await client.ReadAsync())!.Event != "sync.completed")
            {
            }

            return client;
        }

        public async Task<(List<NativeFrame> Frames, int? Code, long Bytes)> ReadToTheEndAsync()
        {
            var frames = new List<NativeFrame>();
            while (await ReadAsync() is { } frame)
                frames.Add(frame);
            return (frames, (int?)socket.CloseStatus, frames.Sum(frame => (long)Encoding.UTF8.GetByteCount(frame.Text)));
        }

        public void Dispose() => socket.Dispose();

        private static async ValueTask<Stream> NarrowAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
        {
            var plug = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = ReceiveBytes / 2 };
            await plug.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(plug, ownsSocket: true);
        }

        private async Task<NativeFrame?> ReadAsync()
        {
            using var frame = new MemoryStream();
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    return null;
                frame.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                    return NativeFrame.Parse(Encoding.UTF8.GetString(frame.GetBuffer(), 0, (int)frame.Length));
            }
        }
    }
}
