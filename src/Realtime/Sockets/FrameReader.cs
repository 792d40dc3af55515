using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Haggle.Realtime.Sockets;

internal enum Heard { Text, Binary, Ping, Pong, Close, End, TooBig, Malformed }

/// <summary>One message or control frame of a client. The payload is good until the next read.</summary>
internal readonly record struct Incoming(Heard Kind, ReadOnlyMemory<byte> Payload = default);

/// <summary>Takes a client's WebSocket frames from a stream. Source: RFC 6455, sections 5.2 to 5.5.</summary>
/// <remarks>
/// While nothing comes no buffer is held: it waits with a read of zero bytes. UTF-8 is not checked here; the JSON parser does
/// that, and what it refuses gets an answer rather than a closed socket.
/// </remarks>
internal sealed class FrameReader(Stream stream, int longestMessage)
{
    private const int FirstBuffer = 4 * 1024;
    private const int LongestHeader = 14;

    private byte[]? buffer;
    private int start;
    private int end;
    private byte[]? message; // the pieces of a fragmented message so far
    private int messageLength;
    private Opcode messageKind;
    private byte[]? finished; // a whole fragmented message that the caller is looking at
    private int wanted; // bytes of the frame whose beginning we have

    public async ValueTask<Incoming> ReadAsync()
    {
        while (true)
        {
            if (TryParse(out var incoming))
                return incoming;
            if (start == end)
            {
                Release();
#pragma warning disable CA2022 // nothing is read: it returns when there is something to read
                await stream.ReadAsync(Memory<byte>.Empty);
#pragma warning restore CA2022
            }
            MakeRoom();
            var read = await stream.ReadAsync(buffer.AsMemory(end));
            if (read == 0)
                return new Incoming(Heard.End);
            end += read;
        }
    }

    /// <summary>Gives the buffers back; the reader is done.</summary>
    public void Finish()
    {
        start = end = 0;
        Release();
        DropMessage();
    }

    private bool TryParse(out Incoming incoming)
    {
        incoming = default;
        while (true)
        {
            var seen = buffer.AsSpan(start, end - start);
            if (seen.Length < 2)
                return false;
            var isFinal = (seen[0] & 0x80) != 0;
            var opcode = (Opcode)(seen[0] & 0x0f);
            var isControl = (seen[0] & 0x08) != 0;
            var isMasked = (seen[1] & 0x80) != 0;
            long length = seen[1] & 0x7f;
            // No extension was agreed on, so no reserved bit; a client must mask; control frames are short and whole.
            if ((seen[0] & 0x70) != 0 || !isMasked || (isControl && (!isFinal || length > Frame.LongestControlPayload)))
                return Give(new Incoming(Heard.Malformed), out incoming);
            var header = 6;
            if (length == 126)
            {
                if (seen.Length < 4)
                    return false;
                length = BinaryPrimitives.ReadUInt16BigEndian(seen[2..]);
                header = 8;
            }
            else if (length == 127)
            {
                if (seen.Length < 10)
                    return false;
                length = BinaryPrimitives.ReadInt64BigEndian(seen[2..]);
                header = LongestHeader;
            }
            if (length < 0 || length + messageLength > longestMessage)
                return Give(new Incoming(Heard.TooBig), out incoming);
            if (seen.Length < header + length)
            {
                wanted = header + (int)length;
                return false;
            }
            var payload = buffer.AsMemory(start + header, (int)length);
            Unmask(payload.Span, MemoryMarshal.Read<uint>(seen[(header - 4)..]));
            start += header + (int)length;
            switch (opcode)
            {
                case Opcode.Ping:
                    return Give(new Incoming(Heard.Ping, payload), out incoming);
                case Opcode.Pong:
                    return Give(new Incoming(Heard.Pong, payload), out incoming);
                case Opcode.Close:
                    return Give(new Incoming(Heard.Close, payload), out incoming);
                case Opcode.Text or Opcode.Binary when message is null:
                    if (isFinal)
                        return Give(new Incoming(opcode == Opcode.Text ? Heard.Text : Heard.Binary, payload), out incoming);
                    messageKind = opcode;
                    Append(payload.Span);
                    break;
                case Opcode.Continuation when message is not null:
                    Append(payload.Span);
                    if (isFinal)
                    {
                        var whole = message.AsMemory(0, messageLength);
                        finished = message;
                        message = null;
                        messageLength = 0;
                        return Give(new Incoming(messageKind == Opcode.Text ? Heard.Text : Heard.Binary, whole), out incoming);
                    }
                    break;
                default:
                    return Give(new Incoming(Heard.Malformed), out incoming);
            }
        }
    }

    private static bool Give(Incoming what, out Incoming incoming)
    {
        incoming = what;
        return true;
    }

    private void MakeRoom()
    {
        var unread = end - start;
        var size = Math.Max(FirstBuffer, Math.Max(wanted, unread + LongestHeader));
        wanted = 0;
        if (buffer is not null && buffer.Length - end >= 512 && buffer.Length - start >= size)
            return;
        if (buffer is not null && buffer.Length >= size)
        {
            buffer.AsSpan(start, unread).CopyTo(buffer);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(size);
            buffer.AsSpan(start, unread).CopyTo(larger);
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        start = 0;
        end = unread;
    }

    private void Release()
    {
        start = end = 0;
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = null;
        if (finished is not null)
            ArrayPool<byte>.Shared.Return(finished);
        finished = null;
    }

    private void Append(ReadOnlySpan<byte> piece)
    {
        if (message is null || message.Length < messageLength + piece.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBuffer, 2 * (messageLength + piece.Length)));
            message.AsSpan(0, messageLength).CopyTo(larger);
            if (message is not null)
                ArrayPool<byte>.Shared.Return(message);
            message = larger;
        }
        piece.CopyTo(message.AsSpan(messageLength));
        messageLength += piece.Length;
    }

    private void DropMessage()
    {
        if (message is not null)
            ArrayPool<byte>.Shared.Return(message);
        message = null;
        messageLength = 0;
    }

    private static void Unmask(Span<byte> payload, uint mask)
    {
        var wide = MemoryMarshal.Cast<byte, uint>(payload);
        var i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            var masks = new Vector<uint>(mask);
            for (; i + Vector<uint>.Count <= wide.Length; i += Vector<uint>.Count)
                (new Vector<uint>(wide[i..]) ^ masks).CopyTo(wide[i..]);
        }
        for (; i < wide.Length; i++)
            wide[i] ^= mask;
        for (var rest = wide.Length * 4; rest < payload.Length; rest++, mask = BitOperations.RotateRight(mask, 8))
            payload[rest] ^= (byte)mask;
    }
}
