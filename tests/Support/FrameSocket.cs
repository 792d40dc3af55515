using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Haggle.Testing;

/// <summary>A WebSocket client of one wire that reads all the time and forgets nothing.</summary>
/// <param name="parse">Takes a text frame of the server apart.</param>
public abstract class FrameSocket<TFrame>(Func<string, TFrame> parse) : IAsyncDisposable
{
    private const int FramesKept = 200_000;
    private const int LongestFrame = 8 * 1024 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _leaving = new();
    private Task<int?> _reading = Task.FromResult<int?>(null);

    /// <summary>Every frame since the connection was made, in order.</summary>
    public Received<TFrame> Frames { get; } = new(FramesKept);

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
        GC.SuppressFinalize(this);
    }

    /// <exception cref="WebSocketException">The handshake failed.</exception>
    protected async Task OpenAsync(Uri address, CancellationToken cancellation, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            _socket.Options.SetRequestHeader(name, value);
        await _socket.ConnectAsync(address, cancellation);
        _reading = ReadAsync();
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
                Frames.Add(parse(Encoding.UTF8.GetString(frame.GetBuffer(), 0, (int)frame.Length)));
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
