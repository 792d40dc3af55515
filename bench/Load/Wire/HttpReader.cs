using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Haggle.Bench.Load.Wire;

/// <summary>One keep-alive connection that asks for the same page again as soon as it has been answered.</summary>
internal sealed class HttpReader : IReady
{
    private readonly EventLoop loop;
    private readonly byte[] request;
    private readonly Action<HttpReader, int> answered;
    private byte[] answer = new byte[128 * 1024];
    private int length;
    private int token = -1;

    /// <param name="answered">Told the size of the answer's head and body; the bytes are in <see cref="Answer"/> until it returns.</param>
    public HttpReader(EventLoop loop, IPEndPoint server, string path, string? bearer, Action<HttpReader, int> answered)
    {
        (this.loop, this.answered) = (loop, answered);
        var authorization = bearer is null ? "" : $"Authorization: Bearer {bearer}\r\n";
        request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server}\r\n{authorization}\r\n");
        Socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(server);
        Socket.Blocking = false;
        token = loop.Watch(this);
    }

    public Socket Socket { get; }
    public ReadOnlySpan<byte> Answer => answer.AsSpan(0, length);

    /// <summary><see cref="System.Diagnostics.Stopwatch"/> time of the request that is under way.</summary>
    public long AskedAt { get; private set; }

    public void Ask(long now)
    {
        (length, AskedAt) = (0, now);
        if (Socket.Send(request, SocketFlags.None, out var error) != request.Length)
            throw new IOException($"A request did not go out: {error}");
    }

    public void OnReadable()
    {
        if (length == answer.Length)
            Array.Resize(ref answer, answer.Length * 2);
        var read = Socket.Receive(answer.AsSpan(length), SocketFlags.None, out var error);
        if (error is SocketError.WouldBlock)
            return;
        if (read == 0)
            throw new IOException($"The server ended the connection of a reader: {error}");
        length += read;
        if (IsWhole(Answer))
            answered(this, length);
    }

    public void OnWritable()
    {
    }

    public void Leave()
    {
        loop.Forget(token);
        Socket.Dispose();
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        if (!answer.StartsWith("HTTP/1.1 200"u8))
            throw new IOException($"A page was refused: {Encoding.UTF8.GetString(answer)}");
        var body = answer[(head + 4)..];
        foreach (var range in answer[..head].Split("\r\n"u8))
        {
            var line = answer[range];
            if (Ascii.EqualsIgnoreCase(line[..Math.Min(15, line.Length)], "Content-Length:"u8))
                return Utf8Parser.TryParse(line[15..].TrimStart((byte)' '), out int size, out _) && body.Length >= size;
        }
        // Otherwise it comes in chunks, and the last one is empty.
        while (body.IndexOf("\r\n"u8) is var end and >= 0 && Utf8Parser.TryParse(body[..end], out int chunk, out _, 'x'))
        {
            if (chunk == 0)
                return body.Length >= end + 4;
            if (body.Length < end + 2 + chunk + 2)
                return false;
            body = body[(end + 2 + chunk + 2)..];
        }
        return false;
    }
}
