using System.Buffers.Text;

namespace Haggle.Faults.Nodes;

/// <summary>As much of Redis' protocol (RESP2) as it takes to tell one reply from the next, and a publication from the rest.</summary>
internal static class RedisReply
{
    /// <returns>The bytes of the first reply; 0 while it is not all there.</returns>
    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n"u8) + 2;
        if (end < 2)
            return 0;
        if (bytes[0] is not ((byte)'$' or (byte)'*'))
            return end;
        _ = Utf8Parser.TryParse(bytes[1..], out int count, out _);
        if (count < 0)
            return end;
        if (bytes[0] == '$')
            return bytes.Length >= end + count + 2 ? end + count + 2 : 0;
        for (var i = 0; i < count; i++)
        {
            var length = LengthOf(bytes[end..]);
            if (length == 0)
                return 0;
            end += length;
        }

        return end;
    }

    public static bool IsPublication(ReadOnlySpan<byte> reply) => reply.StartsWith("*3\r\n$7\r\nmessage\r\n"u8);
}
