using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Haggle.Bench.Load.Wire;

/// <summary>
/// Which message this is: the lane that sent it and its number there, written <c>~000123-00000042~</c>. It is the client's message id,
/// the id of the request, and the beginning of the text, so that every frame about a message has it, whatever the wire.
/// </summary>
internal readonly record struct Stamp(int Lane, int Number) : IUtf8SpanFormattable
{
    public const int Length = 17;

    // One tilde of the text is followed by a space, those of ids by a quote: pages of history are counted by it.
    public static ReadOnlySpan<byte> TextMark => "~ "u8;

    /// <summary>What makes a text of exactly 100 bytes of a stamp.</summary>
    public const string Filler = " Is it still for sale? I could come by on Saturday morning and pay in cash, say 90.";

    public bool TryFormat(Span<byte> output, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        written = Length;
        if (output.Length < Length)
            return false;
        output[0] = output[16] = (byte)'~';
        output[7] = (byte)'-';
        return Utf8Formatter.TryFormat(Lane, output[1..7], out _, new('D', 6)) && Utf8Formatter.TryFormat(Number, output[8..16], out _, new('D', 8));
    }

    /// <summary>Finds the first stamp; ids and texts carry nothing else with a tilde.</summary>
    public static bool TryFind(ReadOnlySpan<byte> json, [NotNullWhen(true)] out Stamp? stamp)
    {
        var at = json.IndexOf((byte)'~');
        stamp = at >= 0 && json.Length - at >= Length ? new(Digits(json.Slice(at + 1, 6)), Digits(json.Slice(at + 8, 8))) : null;
        return stamp is not null;
    }

    private static int Digits(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
            value = value * 10 + digit - '0';
        return value;
    }
}
