using Haggle.Storage.Sqlite;

namespace Haggle.Storage.Tests.Sqlite;

public sealed class SqliteWordsTests
{
    [Theory]
    [InlineData("WHERE id = ANY(@ids) AND x = 1", "WHERE id IN (SELECT value FROM json_each(@ids)) AND x = 1")]
    [InlineData("SELECT 1 FROM a WHERE b = @b FOR UPDATE", "SELECT 1 FROM a WHERE b = @b")]
    [InlineData("SELECT 1 ORDER BY id FOR UPDATE OF c; SELECT 2", "SELECT 1 ORDER BY id; SELECT 2")]
    [InlineData("GREATEST(a, LEAST(b, 2))", "max(a, min(b, 2))")]
    [InlineData("FROM unnest(@ws) AS r (word)", "FROM (SELECT value AS word FROM json_each(@ws)) AS r")]
    [InlineData(
        "unnest(@a, @b) AS r (x, y) CROSS JOIN t",
        "(SELECT value AS x, json_extract(@b, '$[' || key || ']') AS y FROM json_each(@a)) AS r CROSS JOIN t")]
    [InlineData("SELECT 'as it is' FROM t", "SELECT 'as it is' FROM t")]
    public void Four_words_are_translated_and_the_rest_stays(string postgres, string sqlite) => Assert.Equal(sqlite, SqliteWords.Translate(postgres));
}
