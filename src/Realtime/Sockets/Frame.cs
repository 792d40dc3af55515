using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Haggle.Realtime.Sockets;

/// <summary>One WebSocket frame as it goes over the wire: made once, shared by all who get it, never changed.</summary>
/// <remarks>A server's frames are not masked (RFC 6455, 5.1), so header and payload are the same bytes for every recipient.</remarks>
public readonly struct Frame
{
    private const byte Final = 0x80;
    private const int LongestHeader = 10;

    /// <summary>A client's ping and close reasons are at most this long (RFC 6455, 5.5).</summary>
    internal const int LongestControlPayload = 125;

    private readonly byte[] bytes;

    private Frame(byte[] bytes) => this.bytes = bytes;

    public ReadOnlyMemory<byte> Bytes => bytes;

    public int Length => bytes.Length;

    public bool IsClose => (bytes[0] & 0x0f) == (byte)Opcode.Close;

    public static readonly Frame Ping = Of(Opcode.Ping, []);

    public static Frame Pong(ReadOnlySpan<byte> payload) => Of(Opcode.Pong, payload);

    public static Frame Text(ReadOnlySpan<byte> utf8) => Of(Opcode.Text, utf8);

    public static Frame Close(CloseCode code, string reason)
    {
        Span<byte> payload = stackalloc byte[LongestControlPayload];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        Encoding.UTF8.TryGetBytes(reason, payload[2..], out var written);
        return Of(Opcode.Close, payload[..(2 + written)]);
    }

    /// <summary>A text frame of the JSON that <paramref name="write"/> writes.</summary>
    /// <remarks>A frame costs one allocation, its own bytes: see <see cref="JsonDesk"/>.</remarks>
    public static Frame Json<TState>(JsonWriterOptions options, TState state, Action<Utf8JsonWriter, TState> write) => Text(JsonDesk.Write(options, state, write));

    /// <summary>Frames that follow each other at once, as one: for an event that a wire tells in several.</summary>
    public static Frame Several(IEnumerable<Frame> frames)
    {
        var all = frames.ToArray();
        return all.Length == 1 ? all[0] : new Frame([.. all.SelectMany(frame => frame.bytes)]);
    }

    private static Frame Of(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[LongestHeader];
        header[0] = (byte)(Final | (byte)opcode);
        int length;
        switch (payload.Length)
        {
            case <= 125:
                header[1] = (byte)payload.Length;
                length = 2;
                break;
            case <= ushort.MaxValue:
                header[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)payload.Length);
                length = 4;
                break;
            default:
                header[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)payload.Length);
                length = LongestHeader;
                break;
        }
        var frame = GC.AllocateUninitializedArray<byte>(length + payload.Length);
        header[..length].CopyTo(frame);
        payload.CopyTo(frame.AsSpan(length));
        return new Frame(frame);
    }
}

internal enum Opcode : byte { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 }

/// <summary>Why a socket closes, as the other side is told. Source: RFC 6455, 7.4.1, and its registry.</summary>
public enum CloseCode
{
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,

    /// <summary>Not or no longer authorised: renew the token, then come back.</summary>
    PolicyViolation = 1008,
    TooBig = 1009,
    ServerError = 1011,
    Restart = 1012,

    /// <summary>Too slow, or the server is busy: come back with a pause, and resume.</summary>
    TryAgainLater = 1013,
}
