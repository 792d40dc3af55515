namespace Haggle.Core.Text;

/// <summary>Length as people see it: a surrogate pair is one. For well-formed text.</summary>
public static class CodePoints
{
    public static int Count(string text)
    {
        var count = text.Length;
        foreach (var unit in text)
            if (char.IsLowSurrogate(unit))
                count--;
        return count;
    }

    /// <summary>The text, or as much of its beginning as leaves room for an ellipsis within <paramref name="most"/>.</summary>
    public static string Shorten(string text, int most)
    {
        if (text.Length <= most || Count(text) <= most)
            return text;
        var end = 0;
        for (var taken = 0; taken < most - 1; taken++)
            end += char.IsHighSurrogate(text[end]) ? 2 : 1;
        return $"{text[..end]}…";
    }
}
