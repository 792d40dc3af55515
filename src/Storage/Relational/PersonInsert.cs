using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>A person to be added, without the id and the tag that are found for it.</summary>
/// <param name="ExternalId">Null for a local account: then it is the person's own id.</param>
internal sealed record NewPerson(PersonKind Kind, string? ExternalId, string DisplayName, DateTimeOffset Now)
{
    public PersonRole Role { get; init; } = PersonRole.User;

    public string? AvatarUrl { get; init; }

    public string? Email { get; init; }

    public bool IsDisabled { get; init; }
}

/// <summary>Adds people under a free id, external id and tag, without a race: what is taken is passed over by the unique indexes themselves.</summary>
internal static class PersonInsert
{
    // After a few neighbours, numbers drawn from ever larger ranges: the thousandth Anna needs no thousand tries.
    private const int Neighbours = 4;
    private const int MostTries = 40;

    private static readonly string Insert = $"""
        INSERT INTO people (id, kind, external_id, display_name, name_key, tag, avatar_url, role, email, presence_visibility, disabled, created_at_us)
        VALUES (@id, @kind, @external, @name, @name_key, @tag, @avatar, @role, @email, @visibility, @disabled, @now)
        ON CONFLICT DO NOTHING
        RETURNING {PersonRows.Returned}
        """;

    private const string TagIsTaken = "SELECT 1 FROM people WHERE tag = @tag";

    private const string AddWords = "INSERT INTO person_words (person_id, word) SELECT @id, r.word FROM unnest(@words) AS r (word)";

    private const string RemoveWords = "DELETE FROM person_words WHERE person_id = @id";

    /// <returns>The person; null when somebody else has the external id.</returns>
    /// <exception cref="InvalidOperationException">No free tag or id was found in a bounded number of tries.</exception>
    public static async ValueTask<Person?> AddAsync(Session session, NewPerson wanted)
    {
        var id = await DrawAsync(session);
        var wish = Tags.Of(wanted.DisplayName);
        var number = 0;
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var tag = TagFor(id, wish, number);
            if (await TryInsertAsync(session, wanted, id, tag) is { } person)
            {
                await AddWordsAsync(session, person.Id, person.DisplayName);
                return person;
            }

            if (await session.Query(TagIsTaken).With("tag", tag).AnyAsync())
                number++;
            else if (wanted.ExternalId is null)
                id = await DrawAsync(session); // the marketplace has a person of its own under this number
            else
                return null;
        }

        throw new InvalidOperationException("No free tag was found.");
    }

    /// <summary>Makes the person findable under the words of a new name instead of the old one.</summary>
    public static async ValueTask RenameAsync(Session session, PersonId id, string displayName)
    {
        await session.Query(RemoveWords).With("id", id.Value).ExecuteAsync();
        await AddWordsAsync(session, id, displayName);
    }

    private static async ValueTask AddWordsAsync(Session session, PersonId id, string displayName)
        => await session.Query(AddWords).With("id", id.Value).With("words", PlainLetters.WordsOf(displayName)).ExecuteAsync();

    private static ValueTask<Person?> TryInsertAsync(Session session, NewPerson wanted, PersonId id, string tag)
        => session.Query(Insert)
            .With("id", id.Value)
            .With("kind", Codes.Of(wanted.Kind))
            .With("external", wanted.ExternalId ?? id.ToString())
            .With("name", wanted.DisplayName)
            .With("name_key", PlainLetters.Of(wanted.DisplayName))
            .With("tag", tag)
            .With("avatar", wanted.AvatarUrl)
            .With("role", Codes.Of(wanted.Role))
            .With("email", wanted.Email)
            .With("visibility", Codes.Of(PresenceVisibility.Everyone))
            .With("disabled", wanted.IsDisabled)
            .With("now", wanted.Now)
            .FirstAsync(PersonRows.Read);

    private static async ValueTask<PersonId> DrawAsync(Session session)
        => new((await session.Query(session.Database.DrawPersonId).NumberAsync())!.Value);

    private static string TagFor(PersonId id, string? wish, int number)
    {
        if (number == 0)
            return wish ?? Tags.Of(id);
        if (wish is null)
            return Tags.Numbered(Tags.Of(id) + "_", number);
        return number <= Neighbours
            ? Tags.Numbered(wish, number + 1)
            : Tags.Numbered(wish, Random.Shared.Next(10, (int)Math.Min(Math.Pow(10, number - Neighbours + 1), int.MaxValue)));
    }
}
