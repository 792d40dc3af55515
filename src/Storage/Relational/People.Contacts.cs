using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class People
{
    private const string Contacts = """
        SELECT DISTINCT o.person_id FROM members my JOIN members o ON o.chat_id = my.chat_id
        WHERE my.person_id = @id AND o.person_id <> @id LIMIT @limit
        """;

    private const string ContactsAmong = """
        SELECT DISTINCT o.person_id FROM members o
        WHERE o.person_id = ANY(@others) AND o.person_id <> @id
          AND EXISTS (SELECT 1 FROM members my WHERE my.chat_id = o.chat_id AND my.person_id = @id)
        """;

    public async ValueTask<IReadOnlyList<PersonId>> ContactsAsync(PersonId id, int limit, CancellationToken cancellation)
        => await database.ReadAsync(
            session => session.Query(Contacts).With("id", id.Value).With("limit", limit).AllAsync(row => new PersonId(row.Long())), cancellation);

    public async ValueTask<IReadOnlySet<PersonId>> ContactsAmongAsync(PersonId person, IReadOnlyCollection<PersonId> others, CancellationToken cancellation)
    {
        if (others.Count == 0)
            return new HashSet<PersonId>();
        var found = await database.ReadAsync(
            session => session.Query(ContactsAmong).With("id", person.Value).With("others", [.. others.Select(other => other.Value)])
                .AllAsync(row => new PersonId(row.Long())),
            cancellation);
        return found.ToHashSet();
    }
}
