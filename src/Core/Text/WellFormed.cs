namespace Haggle.Core.Text;

/// <summary>What every text must be before it is stored, whatever else is asked of it.</summary>
public static class WellFormed
{
    /// <summary>False for text with a NUL, which PostgreSQL cannot keep, or with half a surrogate pair, which is no character and has no UTF-8.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '\0' || char.IsLowSurrogate(character))
                return false;
            if (char.IsHighSurrogate(character) && (++i == text.Length || !char.IsLowSurrogate(text[i])))
                return false;
        }
        return true;
    }

    /// <summary>The length as people and other languages count it: a character beyond the basic plane is one, not two.</summary>
    public static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var character in text)
            if (char.IsLowSurrogate(character))
                count--;
        return count;
    }
}
