using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Haggle.Bench.Load.Wire;

internal interface IFrameListener
{
    void OnText(ReadOnlySpan<byte> payload);
    void OnClosed(int code);
}

/// <summary>
/// The least of RFC 6455 that a load generator needs: masked text frames out, text in one frame or many in, pings answered.
/// </summary>
internal sealed class WebSocketClient : IReady
{
    private const int Continuation = 0, Text = 1, Close = 8, Ping = 9, Pong = 10, NoStatus = 1005, Abnormal = 1006;
    private static uint mask = 0x9E3779B9;

    private byte[] rest = [];
    private int restLength;
    private byte[] fragments = []; // SignalR splits what it writes at once into several frames
    private int fragmentsLength;
    private byte[] unsent = [];
    private int unsentLength;
    private EventLoop? loop;
    private IFrameListener? listener;
    private int token;

    private WebSocketClient(Socket socket) => Socket = socket;

    public Socket Socket { get; }
    public bool IsOpen { get; private set; } = true;

    /// <summary>Connects and upgrades, blocking; call it from several threads to open many.</summary>
    public static WebSocketClient Open(IPEndPoint server, string path, IPAddress? from = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var client = new WebSocketClient(socket);
        if (from is not null)
            socket.Bind(new IPEndPoint(from, 0));
        socket.Connect(server);
        socket.Send(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {server}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        client.ReadUpgrade();
        socket.Blocking = false;
        return client;
    }

    public void Listen(EventLoop onLoop, IFrameListener toListener)
    {
        (loop, listener) = (onLoop, toListener);
        token = loop.Watch(this);
        if (restLength == 0)
            return;
        var early = rest.AsSpan(0, restLength).ToArray(); // came in one packet with the answer to the upgrade
        restLength = 0;
        Keep(early.AsSpan(Handle(early)));
    }

    public void SendText(ReadOnlySpan<byte> payload) => Send(Text, payload);

    public void OnReadable()
    {
        var buffer = loop!.ReadBuffer;
        rest.AsSpan(0, restLength).CopyTo(buffer);
        var read = Socket.Receive(buffer.AsSpan(restLength), SocketFlags.None, out var error);
        if (error is SocketError.WouldBlock)
            return;
        if (read == 0)
        {
            End(Abnormal);
            return;
        }
        var received = buffer.AsSpan(0, restLength + read);
        restLength = 0;
        Keep(received[Handle(received)..]);
    }

    public void OnWritable()
    {
        var sent = Socket.Send(unsent.AsSpan(0, unsentLength), SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
        {
            End(Abnormal);
            return;
        }
        unsent.AsSpan(sent, unsentLength - sent).CopyTo(unsent);
        unsentLength -= sent;
        if (unsentLength == 0)
            loop!.WatchWrites(token, false);
    }

    /// <summary>Says goodbye and leaves without waiting for the answer.</summary>
    public void Leave()
    {
        if (!IsOpen)
            return;
        Send(Close, [0x03, 0xE8]);
        if (IsOpen)
            Release();
    }

    private void ReadUpgrade()
    {
        var answer = new byte[4096];
        for (var length = 0; ;)
        {
            var read = Socket.Receive(answer.AsSpan(length));
            length += read;
            var end = answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0 && answer.AsSpan().StartsWith("HTTP/1.1 101"u8))
            {
                Keep(answer.AsSpan(end + 4, length - end - 4));
                return;
            }
            if (end >= 0 || read == 0 || length == answer.Length)
                throw new IOException($"The upgrade was refused: {Encoding.UTF8.GetString(answer, 0, length)}");
        }
    }

    /// <returns>How many bytes were whole frames.</returns>
    private int Handle(ReadOnlySpan<byte> received)
    {
        var at = 0;
        while (IsOpen && received.Length - at >= 2)
        {
            var (header, length) = (2, received[at + 1] & 0x7F);
            if (length == 126)
            {
                if (received.Length - at < 4)
                    break;
                (header, length) = (4, BinaryPrimitives.ReadUInt16BigEndian(received[(at + 2)..]));
            }
            else if (length == 127)
            {
                if (received.Length - at < 10)
                    break;
                (header, length) = (10, checked((int)BinaryPrimitives.ReadUInt64BigEndian(received[(at + 2)..])));
            }
            if (header + length > loop!.ReadBuffer.Length / 2)
                throw new IOException($"A frame of {length} bytes is more than the generator reads.");
            if (received.Length - at < header + length)
                break;
            Handle(received[at], received.Slice(at + header, length));
            at += header + length;
        }
        return at;
    }

    private void Handle(byte first, ReadOnlySpan<byte> payload)
    {
        switch (first)
        {
            case 0x80 | Text:
                listener!.OnText(payload);
                break;
            case Text or Continuation:
                Collect(payload);
                break;
            case 0x80 | Continuation:
                Collect(payload);
                var length = fragmentsLength;
                fragmentsLength = 0;
                listener!.OnText(fragments.AsSpan(0, length));
                break;
            case 0x80 | Ping:
                Send(Pong, payload);
                break;
            case 0x80 | Pong:
                break;
            case 0x80 | Close:
                End(payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : NoStatus);
                break;
            default:
                throw new IOException($"A frame began with 0x{first:x2}: only text is understood.");
        }
    }

    private void Collect(ReadOnlySpan<byte> fragment)
    {
        if (fragmentsLength + fragment.Length > fragments.Length)
            Array.Resize(ref fragments, Math.Max(fragmentsLength + fragment.Length, 2 * fragments.Length));
        fragment.CopyTo(fragments.AsSpan(fragmentsLength));
        fragmentsLength += fragment.Length;
    }

    private void Keep(ReadOnlySpan<byte> partial)
    {
        if (partial.Length > rest.Length)
            rest = new byte[Math.Max(partial.Length, 512)];
        partial.CopyTo(rest);
        restLength = partial.Length;
    }

    private void Send(int kind, ReadOnlySpan<byte> payload)
    {
        if (!IsOpen)
            return;
        var frame = loop!.WriteBuffer;
        var header = payload.Length < 126 ? 2 : 4;
        if (payload.Length > frame.Length - 8)
            throw new ArgumentException($"{payload.Length} bytes do not fit a frame of the generator.");
        frame[0] = (byte)(0x80 | kind);
        frame[1] = (byte)(0x80 | (header == 2 ? payload.Length : 126));
        if (header == 4)
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        mask = mask * 1664525 + 1013904223;
        MemoryMarshal.Write(frame.AsSpan(header), mask);
        payload.CopyTo(frame.AsSpan(header + 4));
        Mask(frame.AsSpan(header + 4, payload.Length), mask);
        Write(frame.AsSpan(0, header + 4 + payload.Length));
    }

    private static void Mask(Span<byte> payload, uint key)
    {
        var wide = key | (ulong)key << 32;
        foreach (ref var word in MemoryMarshal.Cast<byte, ulong>(payload))
            word ^= wide;
        for (var i = payload.Length & ~7; i < payload.Length; i++)
            payload[i] ^= (byte)(key >> (i % 4 * 8));
    }

    private void Write(ReadOnlySpan<byte> frame)
    {
        if (unsentLength == 0)
        {
            var sent = Socket.Send(frame, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                End(Abnormal);
                return;
            }
            frame = frame[sent..];
            if (frame.IsEmpty)
                return;
            loop!.WatchWrites(token, true);
        }
        // The server is behind: an open loop keeps offering, so what waits is kept, in order.
        if (unsent.Length < unsentLength + frame.Length)
            Array.Resize(ref unsent, Math.Max(4096, 2 * (unsentLength + frame.Length)));
        frame.CopyTo(unsent.AsSpan(unsentLength));
        unsentLength += frame.Length;
    }

    private void End(int code)
    {
        if (!IsOpen)
            return;
        Release();
        listener!.OnClosed(code);
    }

    private void Release()
    {
        IsOpen = false;
        loop!.Forget(token);
        Socket.Dispose();
    }
}
