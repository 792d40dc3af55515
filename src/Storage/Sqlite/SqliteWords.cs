using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Haggle.Storage.Sqlite;

/// <summary>Says PostgreSQL's words in SQLite's: the few in which the shared queries differ.</summary>
internal static partial class SqliteWords
{
    private static readonly ConcurrentDictionary<string, string> Known = new();

    /// <remarks>The texts are the program's own constants, so what is remembered is bounded.</remarks>
    public static string Translate(string sql) => Known.GetOrAdd(sql, static text =>
    {
        text = List().Replace(text, "IN (SELECT value FROM json_each(@$1))");
        text = Rows().Replace(text, match => RowsOf(Names(match.Groups[1].Value), Names(match.Groups[3].Value), match.Groups[2].Value));
        text = Lock().Replace(text, "");
        return Extreme().Replace(text, match => match.Value[0] == 'G' ? "max(" : "min(");
    });

    // Lists side by side become rows: the first list is walked, the others are looked up at its place.
    private static string RowsOf(string[] lists, string[] columns, string alias)
    {
        var first = $"value AS {columns[0]}";
        var others = columns.Skip(1).Zip(lists.Skip(1), (column, list) => $"json_extract({list}, '$[' || key || ']') AS {column}");
        return $"(SELECT {string.Join(", ", others.Prepend(first))} FROM json_each({lists[0]})) AS {alias}";
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"= ANY\(@(\w+)\)")]
    private static partial Regex List();

    [GeneratedRegex(@"unnest\(([^)]*)\) AS (\w+) \(([^)]*)\)")]
    private static partial Regex Rows();

    [GeneratedRegex(@"\s+FOR UPDATE\b( OF \w+)?")]
    private static partial Regex Lock();

    [GeneratedRegex(@"\b(GREATEST|LEAST)\(")]
    private static partial Regex Extreme();
}
