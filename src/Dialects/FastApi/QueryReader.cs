using System.Globalization;
using Haggle.Core;
using Haggle.Core.Text;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.FastApi;

/// <summary>Reads a query and keeps the first complaint. A name given twice counts with its last value; an empty value counts as absent.</summary>
internal sealed class QueryReader(HttpRequest request)
{
    public Refusal? Refusal { get; private set; }

    public int Int(string name, int otherwise, int least, int most) => (int)(Long(name, least, most) ?? otherwise);

    public long? Long(string name, long least, long most = long.MaxValue)
    {
        if (Given(name) is not { } text)
            return null;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return Refuse<long>(name, "Input should be a whole number");
        if (number >= least && number <= most)
            return number;
        return Refuse<long>(name, most == long.MaxValue ? $"Input should be {least} or more" : $"Input should be {least} to {most}");
    }

    /// <summary>With the words that the framework of the originals takes for true and false.</summary>
    public bool? Bool(string name)
    {
        switch (Given(name)?.ToLowerInvariant())
        {
            case null: return null;
            case "1" or "true" or "t" or "yes" or "y" or "on": return true;
            case "0" or "false" or "f" or "no" or "n" or "off": return false;
            default: return Refuse<bool>(name, "Input should be true or false");
        }
    }

    public string? Text(string name, int most)
    {
        if (Given(name) is not { } text)
            return null;
        if (text.Length <= most && WellFormed.IsWellFormed(text))
            return text;
        Refuse<bool>(name, $"Input should be at most {most} characters, none of them broken");
        return null;
    }

    public T? Word<T>(string name, Func<T, string> wordOf)
        where T : struct, Enum
    {
        if (Given(name) is not { } word)
            return null;
        foreach (var value in Enum.GetValues<T>())
            if (wordOf(value) == word)
                return value;
        return Refuse<T>(name, $"Input should be {string.Join(", ", Enum.GetValues<T>().Select(wordOf))}");
    }

    private string? Given(string name) => request.Query.TryGetValue(name, out var values) && values.Count > 0 && values[^1] is { Length: > 0 } text ? text : null;

    private T? Refuse<T>(string name, string detail)
        where T : struct
    {
        Refusal ??= Core.Refusal.Invalid($"query.{name}", detail);
        return null;
    }
}
