using System.Text;

namespace Haggle.Core.People;

/// <summary>Names in the letters that everybody can type: lower-case, Cyrillic as Latin, without marks on the letters.</summary>
public static class PlainLetters
{
    private const int MostWords = 8;

    // U+00C0 to U+017F, 64 to a line; a space stands for what is no letter.
    private const string Latin =
        "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll" +
        "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private static readonly Dictionary<char, string> Others = new()
    {
        ['а'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "g", ['д'] = "d", ['е'] = "e", ['ё'] = "e", ['ж'] = "zh", ['з'] = "z", ['и'] = "i",
        ['й'] = "y", ['к'] = "k", ['л'] = "l", ['м'] = "m", ['н'] = "n", ['о'] = "o", ['п'] = "p", ['р'] = "r", ['с'] = "s", ['т'] = "t",
        ['у'] = "u", ['ф'] = "f", ['х'] = "h", ['ц'] = "ts", ['ч'] = "ch", ['ш'] = "sh", ['щ'] = "shch", ['ъ'] = "", ['ы'] = "y", ['ь'] = "",
        ['э'] = "e", ['ю'] = "yu", ['я'] = "ya", ['і'] = "i", ['ї'] = "yi", ['є'] = "ye", ['ґ'] = "g", ['ў'] = "u", ['ѓ'] = "g", ['ќ'] = "k",
        ['љ'] = "lj", ['њ'] = "nj", ['ћ'] = "c", ['ђ'] = "dj", ['џ'] = "dz", ['ј'] = "j", ['ѕ'] = "z",
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['þ'] = "th", ['ĳ'] = "ij", ['ſ'] = "s",
    };

    /// <summary>The text in plain letters; what has no Latin form stays as it is, in lower case.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
            Append(plain, char.ToLowerInvariant(letter));
        return plain.ToString();
    }

    /// <summary>The different words of the text in plain letters, at most eight: what a search compares.</summary>
    public static IReadOnlyList<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in Of(text) + ' ')
        {
            if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))
            {
                word.Append(letter);
                continue;
            }

            if (word.Length > 0 && words.Count < MostWords && !words.Contains(word.ToString()))
                words.Add(word.ToString());
            word.Clear();
        }

        return words;
    }

    private static void Append(StringBuilder plain, char letter)
    {
        if (letter < '\u0080')
            plain.Append(letter);
        else if (Others.TryGetValue(letter, out var latin))
            plain.Append(latin);
        else if (letter is >= '\u00C0' and <= '\u017F' && Latin[letter - '\u00C0'] != ' ')
            plain.Append(Latin[letter - '\u00C0']);
        else if (letter is < '\u0300' or > '\u036F') // marks that belong to the letter before them
            plain.Append(letter);
    }
}
