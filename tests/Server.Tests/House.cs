using System.Text.RegularExpressions;
using Haggle.Testing;

namespace Haggle.Server.Tests;

/// <summary>The files of the checkout, and the rules that are about their text.</summary>
internal static partial class House
{
    /// <summary>The folders that <c>.gitignore</c> names: with a slash in front only at the root.</summary>
    private static readonly HashSet<string> Ignored =
        [".git", .. File.ReadLines(Path.Combine(Checkout.Root, ".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.TrimEnd('/'))];

    /// <summary>Every file that is not ignored beneath a folder, as a path from the root of the checkout, e.g. <c>src/Core/Refusal.cs</c>.</summary>
    /// <param name="folder">From the root of the checkout; empty for all.</param>
    /// <param name="pattern">Of the name, e.g. <c>*.cs</c>.</param>
    public static IEnumerable<string> Files(string folder, string pattern)
        => Place(folder).EnumerateFiles(pattern).Where(file => !IsIgnored(folder, file.Name)).Select(file => Path.Combine(folder, file.Name))
            .Concat(Folders(folder).SelectMany(inner => Files(Path.Combine(folder, inner), pattern)));

    /// <summary>The names of the folders in a folder, ignored ones left out.</summary>
    public static IEnumerable<string> Folders(string folder)
        => Place(folder).EnumerateDirectories().Select(inner => inner.Name).Where(name => !IsIgnored(folder, name));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Checkout.Root, file));

    /// <summary>Whether C# text leans on a namespace, by its full name or, as its neighbours in the same room can, by its last word and a type.</summary>
    /// <param name="text">A source file.</param>
    /// <param name="room">Such as <c>Dialects</c>.</param>
    /// <param name="folder">Such as <c>Windi</c>.</param>
    /// <param name="types">What is declared there.</param>
    public static bool Names(string text, string room, string folder, IEnumerable<string> types)
        => Regex.IsMatch(text, $@"\b{room}\.{folder}\b") || types.Any(type => Regex.IsMatch(text, $@"\b{folder}\.(\w+\.)*{type}\b"));

    /// <summary>The names of the types that C# text declares.</summary>
    public static IEnumerable<string> TypesIn(string text) => Declaration().Matches(text).Select(match => match.Groups["name"].Value);

    /// <summary>What no file may name: a place on somebody's machine, or the host of a package registry, which every user chooses for themselves.</summary>
    // The brackets keep this file from naming what it looks for.
    [GeneratedRegex(@"/w[o]rk/|/f[a]rm/|/tmp/w[t]\b|\.\./sh[a]red\b|https?://[a-z0-9.-]*(nug[e]t|npm[j]s|yarnp[k]g|py[p]i|debi[a]n)[a-z0-9.-]*\.(org|com)", RegexOptions.IgnoreCase)]
    public static partial Regex Unspeakable();

    /// <summary>What Core does without: HTTP, SQL, JSON, sockets and loggers.</summary>
    [GeneratedRegex(@"\b(System\.Data|System\.Text\.Json|System\.Net\.\w+|Microsoft\.\w+|HttpClient)\b")]
    public static partial Regex Outside();

    /// <summary>Names that say "whatever did not fit elsewhere".</summary>
    [GeneratedRegex(@"(Manager|Helper|Helpers|Util|Utils|Utilities|Common|Misc)s?(\.(cs|ts|tsx))?$")]
    public static partial Regex Drawer();

    [GeneratedRegex(@"^\s*namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    public static partial Regex Namespace();

    private static DirectoryInfo Place(string folder) => new(Path.Combine(Checkout.Root, folder));

    private static bool IsIgnored(string folder, string name) => Ignored.Contains(name) || (folder.Length == 0 && Ignored.Contains($"/{name}"));

    [GeneratedRegex(@"\b(class|struct|interface|enum|record|delegate [\w<>.]+)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();
}
