using System.Buffers.Text;

namespace Haggle.Bench.Load.Wire;

/// <summary>Just enough JSON: the frames come from servers that write them without spaces.</summary>
internal static class Json
{
    /// <returns>The whole number that follows the first <paramref name="key"/>, or 0.</returns>
    public static long Number(ReadOnlySpan<byte> json, ReadOnlySpan<byte> key)
    {
        var at = json.IndexOf(key);
        return at >= 0 && Utf8Parser.TryParse(json[(at + key.Length)..], out long value, out _) ? value : 0;
    }
}
