using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Faults.Load;

/// <summary>A socket of the native wire that hands on every frame and keeps none: hundreds of thousands of them pass.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private Task reading = Task.CompletedTask;

    private Wire()
    {
    }

    /// <returns>Null when nobody answers, or nobody who can serve.</returns>
    /// <param name="server">Its address, without a path.</param>
    /// <param name="token">An access token.</param>
    /// <param name="heard">Called for one frame after the other.</param>
    /// <param name="gone">Called once, after the last frame, with the close code; null when there was none.</param>
    public static async Task<Wire?> TryConnectAsync(Uri server, string token, Action<NativeFrame> heard, Action<int?> gone)
    {
        var wire = new Wire();
        try
        {
            await wire.socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/ws", Query = $"token={token}" }.Uri, CancellationToken.None);
            wire.reading = Task.Run(() => wire.ReadAsync(heard, gone));
            return wire;
        }
        catch (WebSocketException)
        {
            await wire.DisposeAsync();
            return null;
        }
    }

    /// <summary>Not for several at once. A socket that is broken says so in its own time, by its end.</summary>
    public async Task SendAsync(string id, string command, object data)
    {
        try
        {
            await socket.SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(new { @event = command, data, id }), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception broken) when (broken is WebSocketException or IOException or InvalidOperationException or OperationCanceledException)
        {
        }
    }

    /// <summary>Says good-bye; the end comes when the server has answered.</summary>
    public async Task LeaveAsync()
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception broken) when (broken is WebSocketException or IOException or InvalidOperationException or OperationCanceledException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
    }

    private async Task ReadAsync(Action<NativeFrame> heard, Action<int?> gone)
    {
        var buffer = new byte[64 * 1024];
        using var frame = new MemoryStream();
        int? code = null;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    code = (int?)socket.CloseStatus;
                    if (socket.State == WebSocketState.CloseReceived)
                        await socket.CloseOutputAsync(socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    return;
                }

                frame.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                heard(NativeFrame.Parse(Encoding.UTF8.GetString(frame.GetBuffer(), 0, (int)frame.Length)));
                frame.SetLength(0);
            }
        }
        catch (Exception broken) when (broken is WebSocketException or IOException or InvalidOperationException or OperationCanceledException)
        {
        }
        finally
        {
            gone(code);
        }
    }
}
