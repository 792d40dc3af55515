using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Haggle.Testing;

/// <summary>A client of the native WebSocket that reads all the time and forgets nothing. Source: contracts/messenger.md.</summary>
public sealed class NativeSocket : IAsyncDisposable
{
    private const int FramesKept = 200_000;
    private const int LongestFrame = 8 * 1024 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _leaving = new();
    private Task<int?> _reading = Task.FromResult<int?>(null);
    private int _commands;

    private NativeSocket()
    {
    }

    /// <summary>Every frame since the connection was made, in order.</summary>
    public Received<NativeFrame> Frames { get; } = new(FramesKept);

    /// <summary>Connects as a basic socket.</summary>
    /// <param name="server">Its address, without a path.</param>
    /// <param name="token">An access token, good or bad; null for none.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="WebSocketException">The handshake failed.</exception>
    public static async Task<NativeSocket> ConnectAsync(Uri server, string? token, CancellationToken cancellation = default)
    {
        var client = new NativeSocket();
        try
        {
            var address = new UriBuilder(server) { Scheme = "ws", Path = "/ws", Query = token is null ? "" : $"token={Uri.EscapeDataString(token)}" };
            await client._socket.ConnectAsync(address.Uri, cancellation);
            client._reading = client.ReadAsync();
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Turns the socket into a native one, and waits until it has caught up.</summary>
    /// <param name="known">What this client has: chat, seq, revision. Null: no catch-up.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The event <c>session.started</c>.</returns>
    /// <exception cref="NativeRefusedException">The answer is an error.</exception>
    public async Task<JsonElement> StartSessionAsync(IEnumerable<(long Chat, long Seq, long Revision)>? known = null, CancellationToken cancellation = default)
    {
        var from = Frames.Count;
        var chats = known?.Select(chat => new[] { chat.Chat, chat.Seq, chat.Revision }).ToArray();
        var started = await CommandAsync("session.start", new { protocol = 1, client = "test", chats }, cancellation);
        if (chats is not null)
            await EventAsync("sync.completed", from: from, cancellation: cancellation);
        return started;
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <returns>The answer's data.</returns>
    /// <exception cref="NativeRefusedException">The answer is an error.</exception>
    public async Task<JsonElement> CommandAsync(string name, object data, CancellationToken cancellation = default)
    {
        var answer = await TryCommandAsync(name, data, cancellation);
        return answer.IsError ? throw new NativeRefusedException(name, null, answer.Code, answer.Data) : answer.Data;
    }

    /// <summary>Sends a command and waits for its answer, which may be an error.</summary>
    public async Task<NativeFrame> TryCommandAsync(string name, object data, CancellationToken cancellation = default)
    {
        var id = $"c{Interlocked.Increment(ref _commands)}";
        var from = Frames.Count;
        await SendTextAsync(JsonSerializer.Serialize(new { @event = name, data, id }), cancellation);
        return await Frames.FirstAsync(frame => frame.Id == id, $"the answer {id} to {name}", from, cancellation);
    }

    /// <summary>The first event of this name that <paramref name="wanted"/> accepts, now or when it comes.</summary>
    /// <param name="name">Such as <c>message.created</c>.</param>
    /// <param name="wanted">Asked about its data; null accepts all.</param>
    /// <param name="from">A position in <see cref="Frames"/>: frames before it do not count.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">It did not come, with the frames that did.</exception>
    public Task<NativeFrame> EventAsync(string name, Func<JsonElement, bool>? wanted = null, int from = 0, CancellationToken cancellation = default)
        => Frames.FirstAsync(frame => frame.Event == name && (wanted is null || wanted(frame.Data)), $"the event {name}", from, cancellation);

    /// <summary>Sends a text frame as it is, however wrong.</summary>
    public Task SendTextAsync(string text, CancellationToken cancellation = default)
        => SendFrameAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, cancellation);

    /// <summary>Sends any bytes as a frame of either kind.</summary>
    public async Task SendFrameAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType kind, CancellationToken cancellation = default)
    {
        await _sending.WaitAsync(cancellation); // a socket takes one frame at a time
        try
        {
            await _socket.SendAsync(bytes, kind, endOfMessage: true, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says good-bye, as an orderly client does.</summary>
    public async Task CloseAsync(CancellationToken cancellation = default)
    {
        if (_socket.State == WebSocketState.Open)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
        await ClosedAsync(cancellation);
    }

    /// <summary>Waits until the connection is over.</summary>
    /// <returns>The server's close code, or null when it broke without one (what browsers call 1006).</returns>
    /// <exception cref="TimeoutException">It was still there after a minute.</exception>
    public Task<int?> ClosedAsync(CancellationToken cancellation = default) => _reading.WaitAsync(Patience.Limit, cancellation);

    /// <summary>Vanishes without a word, as in a tunnel.</summary>
    public void Abort() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        try
        {
            await _reading; // throws if the server has sent nonsense
        }
        finally
        {
            _socket.Dispose();
            _sending.Dispose();
            _leaving.Dispose();
        }
    }

    private async Task<int?> ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var frame = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), _leaving.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                    return await ClosedByServerAsync();
                frame.Write(buffer, 0, part.Count);
                if (frame.Length > LongestFrame)
                    throw new InvalidDataException($"a frame was longer than {LongestFrame} bytes");
                if (!part.EndOfMessage)
                    continue;
                Frames.Add(NativeFrame.Parse(Encoding.UTF8.GetString(frame.GetBuffer(), 0, (int)frame.Length)));
                frame.SetLength(0);
            }
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException)
        {
            Frames.End($"the connection ended without a close code ({broken.Message})");
            return null;
        }
        catch (Exception nonsense) when (nonsense is JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException)
        {
            Frames.End($"the server sent what is no frame: {nonsense.Message}");
            throw;
        }
    }

    private async Task<int?> ClosedByServerAsync()
    {
        var code = (int?)_socket.CloseStatus;
        Frames.End($"the server closed the connection with {code}");
        if (_socket.State == WebSocketState.CloseReceived)
            await _socket.CloseOutputAsync(_socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, null, _leaving.Token);
        return code;
    }
}
