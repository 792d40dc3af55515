namespace Haggle.Core.Text;

/// <summary>Text that both storage engines and every wire can carry.</summary>
public static class WellFormed
{
    /// <summary>False for a NUL character, which PostgreSQL refuses, and for half a surrogate pair, which has no UTF-8.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var unit = text[at];
            if (unit == '\0' || char.IsLowSurrogate(unit))
                return false;
            if (char.IsHighSurrogate(unit) && (++at == text.Length || !char.IsLowSurrogate(text[at])))
                return false;
        }
        return true;
    }
}
