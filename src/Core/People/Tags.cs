using System.Globalization;

namespace Haggle.Core.People;

/// <summary>Public handles: 3 to 32 of <c>a-z 0-9 _</c>, unique on the server.</summary>
public static class Tags
{
    public const int MinLength = 3;
    public const int MaxLength = 32;

    public static bool IsTag(string? text) => text is { Length: >= MinLength and <= MaxLength } && text.All(IsAllowed);

    /// <summary>The handle that a name suggests; null when too little of the name is left.</summary>
    public static string? Of(string displayName)
    {
        var tag = string.Concat(PlainLetters.Of(displayName).Where(IsAllowed).Take(MaxLength));
        return tag.Length >= MinLength ? tag : null;
    }

    /// <summary>For those whose name suggests none.</summary>
    public static string Of(PersonId person) => $"user{person}";

    /// <summary>For those whose tag somebody else has.</summary>
    /// <param name="number">0 or more.</param>
    public static string Numbered(string tag, int number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return tag[..Math.Min(tag.Length, MaxLength - digits.Length)] + digits;
    }

    private static bool IsAllowed(char letter) => letter is >= 'a' and <= 'z' or >= '0' and <= '9' or '_';
}
