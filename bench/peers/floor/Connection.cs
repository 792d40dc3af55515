using System.Buffers;
using System.Net.WebSockets;

namespace Haggle.Bench.Floor;

/// <summary>One socket in one chat, with a bounded queue of what it has not taken yet; a full queue ends it.</summary>
internal sealed class Connection(WebSocket socket, long user, long chat)
{
    private const int QueueLimit = 1024;
    private readonly Lock gate = new();
    private Queue<byte[]>? waiting;
    private bool sending;

    public long User => user;
    public long Chat => chat;

    public async Task RunAsync(Rooms rooms, Writer writer)
    {
        rooms.Enter(this);
        try
        {
            while (await ReceiveAsync() is { } sent)
                await writer.AppendAsync(sent);
        }
        catch (WebSocketException)
        {
            socket.Abort(); // the peer is gone: there is nobody to say goodbye to
        }
        finally
        {
            rooms.Leave(this);
        }
        if (socket.State == WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    /// <summary>Writes at once while the socket keeps up, otherwise queues for the write that is under way.</summary>
    public void Send(byte[] frame)
    {
        lock (gate)
        {
            if (sending)
            {
                if ((waiting ??= []).Count == QueueLimit)
                    socket.Abort();
                else
                    waiting.Enqueue(frame);
                return;
            }
            sending = true;
        }
        _ = DrainAsync(frame);
    }

    private async Task DrainAsync(byte[]? frame)
    {
        try
        {
            for (; frame is not null; frame = Next())
                await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            socket.Abort();
        }
    }

    private byte[]? Next()
    {
        lock (gate)
        {
            if (waiting is not null && waiting.TryDequeue(out var frame))
                return frame;
            sending = false;
            return null;
        }
    }

    /// <returns>The next message, or null when the peer closes.</returns>
    private async ValueTask<Sent?> ReceiveAsync()
    {
        // An empty read first: a silent socket then holds no buffer.
        if ((await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None)).MessageType == WebSocketMessageType.Close)
            return null;
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (read.MessageType == WebSocketMessageType.Close)
                    return null;
                length += read.Count;
                if (read.EndOfMessage)
                    return Frames.Read(buffer.AsSpan(0, length), user);
                if (length == buffer.Length)
                    throw new WebSocketException("A frame has more than 4 KiB.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
