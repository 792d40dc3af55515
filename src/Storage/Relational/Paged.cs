using System.Globalization;
using Haggle.Core;

namespace Haggle.Storage.Relational;

/// <summary>Pages that go on where the last one ended, by what their order is made of.</summary>
internal static class Paged
{
    /// <param name="items">One more than <paramref name="limit"/> if there is another page.</param>
    /// <param name="mark">What the order is made of, in text.</param>
    public static Page<T> Of<T>(List<T> items, int limit, Func<T, string> mark)
    {
        if (items.Count <= limit)
            return new Page<T>(items, null);
        items.RemoveRange(limit, items.Count - limit);
        return new Page<T>(items, mark(items[^1]));
    }

    public static string Mark(params ReadOnlySpan<long> numbers)
    {
        var parts = new string[numbers.Length];
        for (var part = 0; part < parts.Length; part++)
            parts[part] = numbers[part].ToString(CultureInfo.InvariantCulture);
        return string.Join('.', parts);
    }

    /// <returns>The numbers of the mark; null when there is none, or it is none of ours.</returns>
    public static long[]? Numbers(string? mark, int count)
    {
        if (mark?.Split('.') is not { } parts || parts.Length != count)
            return null;
        var numbers = new long[count];
        for (var part = 0; part < count; part++)
            if (!long.TryParse(parts[part], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[part]))
                return null;
        return numbers;
    }
}
