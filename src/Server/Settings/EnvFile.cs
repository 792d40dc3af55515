namespace Haggle.Server.Settings;

/// <summary>Settings in a <c>.env</c> file, one <c>NAME=value</c> a line, as Compose and Kubernetes hand them to a container.</summary>
/// <remarks>
/// A line that begins with <c>#</c> is a comment, and so is what follows <c> #</c> behind a bare value. A value in single or double quotes is taken as it stands
/// between them. <c>export</c> before the name is passed over.
/// </remarks>
internal static class EnvFile
{
    /// <returns>What the file says; nothing when there is no such file.</returns>
    /// <exception cref="InvalidDataException">A line that is none of these, named by its number alone: it may hold a secret.</exception>
    public static Dictionary<string, string?> Read(string path)
    {
        var settings = new Dictionary<string, string?>();
        if (!File.Exists(path))
            return settings;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var text = line.Trim().TrimStart('\uFEFF');
            if (text.Length == 0 || text[0] == '#')
                continue;
            if (text.StartsWith("export ", StringComparison.Ordinal))
                text = text["export ".Length..].TrimStart();
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || text.AsSpan(0, equals).Trim().ContainsAny(' ', '\t'))
                throw new InvalidDataException($"{path}, line {number}: expected NAME=value.");
            settings[text[..equals].Trim()] = ValueOf(text[(equals + 1)..].Trim());
        }
        return settings;
    }

    private static string ValueOf(string text)
    {
        if (text.Length >= 2 && text[0] is '"' or '\'' && text.IndexOf(text[0], 1) is > 0 and var end && IsOver(text.AsSpan(end + 1)))
            return text[1..end];
        if (text.StartsWith('#'))
            return "";
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }

    private static bool IsOver(ReadOnlySpan<char> rest) => rest.TrimStart() is var left && (left.IsEmpty || left[0] == '#');
}
