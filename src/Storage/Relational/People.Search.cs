using System.Text;
using Haggle.Core;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class People
{
    // Sorts after every word that begins with the text before it, in both engines' order of bytes.
    private const string Last = "\U0010FFFF";

    public ValueTask<Page<Person>> SearchAsync(PersonId viewer, string text, PageRequest page, CancellationToken cancellation)
    {
        var words = PlainLetters.WordsOf(text);
        var tag = text.Trim().TrimStart('@').ToLowerInvariant();
        if (words.Count == 0 && tag.Length == 0)
            return ValueTask.FromResult(new Page<Person>([], null));
        return database.ReadAsync(
            async session =>
            {
                var query = session.Query(SearchText(words.Count))
                    .With("viewer", viewer.Value).With("system", Person.System.Value).With("from", page.From ?? "").With("limit", page.Limit + 1)
                    .With("tag", tag).With("tag_end", tag + Last);
                for (var word = 0; word < words.Count; word++)
                    query.With($"w{word}", words[word]).With($"w{word}_end", words[word] + Last);
                return Paged.Of(await query.AllAsync(PersonRows.Read), page.Limit, person => person.Tag);
            },
            cancellation);
    }

    // Candidates come from the indexes of tags and of words; every word asked for must begin a word of the name.
    private static string SearchText(int words)
    {
        var candidates = new StringBuilder("SELECT id FROM people WHERE tag >= @tag AND tag < @tag_end");
        for (var word = 0; word < words; word++)
        {
            candidates.Append(word == 0 ? " UNION SELECT person_id FROM person_words WHERE " : " AND person_id IN (SELECT person_id FROM person_words WHERE ")
                .Append($"word >= @w{word} AND word < @w{word}_end");
        }

        candidates.Append(')', Math.Max(0, words - 1));
        return $"""
            SELECT {PersonRows.Columns} FROM people p
            WHERE p.id IN ({candidates}) AND p.tag > @from AND NOT p.disabled AND p.id <> @viewer AND p.id <> @system
              AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = p.id AND b.blocked_id = @viewer)
            ORDER BY p.tag LIMIT @limit
            """;
    }
}
