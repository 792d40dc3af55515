using System.Text;

namespace Haggle.Core.Text;

/// <summary>Tells one emoji from everything else. Source: Unicode Technical Standard 51, "emoji sequence", and its Extended_Pictographic ranges.</summary>
public static class Emoji
{
    /// <summary>No emoji in use is longer, in code points: a family of four with skin tones has eleven, a flag of a region eight.</summary>
    private const int MaxCodePoints = 16;

    private const int Joiner = 0x200D, EmojiStyle = 0xFE0F, Keycap = 0x20E3, TagEnd = 0xE007F;

    /// <summary>First and last of each range, in order. Reserved places are in it, so that next year's emoji need no new release.</summary>
    private static readonly int[] Pictographs =
    [
        0x00A9, 0x00A9, 0x00AE, 0x00AE, 0x203C, 0x203C, 0x2049, 0x2049, 0x2122, 0x2122, 0x2139, 0x2139, 0x2194, 0x2199, 0x21A9, 0x21AA, 0x231A, 0x231B,
        0x2328, 0x2328, 0x2388, 0x2388, 0x23CF, 0x23CF, 0x23E9, 0x23F3, 0x23F8, 0x23FA, 0x24C2, 0x24C2, 0x25AA, 0x25AB, 0x25B6, 0x25B6, 0x25C0, 0x25C0,
        0x25FB, 0x25FE, 0x2600, 0x2605, 0x2607, 0x2612, 0x2614, 0x2685, 0x2690, 0x2705, 0x2708, 0x2712, 0x2714, 0x2714, 0x2716, 0x2716, 0x271D, 0x271D,
        0x2721, 0x2721, 0x2728, 0x2728, 0x2733, 0x2734, 0x2744, 0x2744, 0x2747, 0x2747, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757,
        0x2763, 0x2767, 0x2795, 0x2797, 0x27A1, 0x27A1, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2934, 0x2935, 0x2B05, 0x2B07, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50,
        0x2B55, 0x2B55, 0x3030, 0x3030, 0x303D, 0x303D, 0x3297, 0x3297, 0x3299, 0x3299, 0x1F000, 0x1F0FF, 0x1F10D, 0x1F10F, 0x1F12F, 0x1F12F,
        0x1F16C, 0x1F171, 0x1F17E, 0x1F17F, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F1AD, 0x1F1E5, 0x1F201, 0x1F20F, 0x1F21A, 0x1F21A, 0x1F22F, 0x1F22F,
        0x1F232, 0x1F23A, 0x1F23C, 0x1F23F, 0x1F249, 0x1F3FA, 0x1F400, 0x1F53D, 0x1F546, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F774, 0x1F77F, 0x1F7D5, 0x1F7FF,
        0x1F80C, 0x1F80F, 0x1F848, 0x1F84F, 0x1F85A, 0x1F85F, 0x1F888, 0x1F88F, 0x1F8AE, 0x1F8FF, 0x1F90C, 0x1F93A, 0x1F93C, 0x1F945, 0x1F947, 0x1FAFF,
        0x1FC00, 0x1FFFD,
    ];

    /// <summary>True for exactly one emoji: a pictograph with its style, skin tone and joined ones, a flag, or a keycap.</summary>
    public static bool IsOne(string text)
    {
        Span<int> points = stackalloc int[MaxCodePoints];
        return TryDecode(text, points, out var count) && (IsFlag(points[..count]) || IsKeycap(points[..count]) || IsJoined(points[..count]));
    }

    private static bool TryDecode(string text, Span<int> points, out int count)
    {
        count = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (count == points.Length || Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done)
                return false;
            points[count++] = rune.Value;
            rest = rest[used..];
        }
        return count > 0;
    }

    private static bool IsFlag(ReadOnlySpan<int> points) => points.Length == 2 && IsRegionLetter(points[0]) && IsRegionLetter(points[1]);

    private static bool IsKeycap(ReadOnlySpan<int> points)
        => points.Length is 2 or 3 && points[0] is >= '0' and <= '9' or '#' or '*' && points[^1] == Keycap && (points.Length == 2 || points[1] == EmojiStyle);

    private static bool IsJoined(ReadOnlySpan<int> points)
    {
        while (true)
        {
            var length = LengthOfElement(points);
            if (length == 0)
                return false;
            if (length == points.Length)
                return true;
            if (points[length] != Joiner)
                return false;
            points = points[(length + 1)..];
        }
    }

    /// <summary>A pictograph, then at most a style or a skin tone, then perhaps a tag sequence (the flag of a region); 0 when it does not begin with one.</summary>
    private static int LengthOfElement(ReadOnlySpan<int> points)
    {
        if (points.IsEmpty || !(IsPictograph(points[0]) || IsSkinTone(points[0])))
            return 0;
        var length = 1;
        if (length < points.Length && (points[length] == EmojiStyle || IsSkinTone(points[length])))
            length++;
        var tags = length;
        while (tags < points.Length && points[tags] is >= 0xE0020 and < TagEnd)
            tags++;
        return tags > length && tags < points.Length && points[tags] == TagEnd ? tags + 1 : length;
    }

    private static bool IsRegionLetter(int point) => point is >= 0x1F1E6 and <= 0x1F1FF;

    private static bool IsSkinTone(int point) => point is >= 0x1F3FB and <= 0x1F3FF;

    private static bool IsPictograph(int point)
    {
        var place = Array.BinarySearch(Pictographs, point);
        // Between two entries is inside a range when the entry before is a first one, that is, at an even place.
        return place >= 0 || (~place & 1) == 1;
    }
}
