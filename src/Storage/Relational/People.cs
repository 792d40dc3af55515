using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>The people we know, as both engines keep them.</summary>
internal sealed partial class People(Database database) : IPeople
{
    private const string ById = $"SELECT {PersonRows.Columns} FROM people p WHERE p.id = @id";

    private const string ByIds = $"SELECT {PersonRows.Columns} FROM people p WHERE p.id = ANY(@ids) ORDER BY p.id";

    private const string ByTag = $"SELECT {PersonRows.Columns} FROM people p WHERE p.tag = @tag";

    private const string ByExternalId = $"SELECT {PersonRows.Columns} FROM people p WHERE p.kind = @kind AND p.external_id = @external";

    public ValueTask<Person?> FindAsync(PersonId id, CancellationToken cancellation)
        => database.ReadAsync(session => FindAsync(session, id), cancellation);

    public async ValueTask<IReadOnlyList<Person>> FindManyAsync(IReadOnlyCollection<PersonId> ids, CancellationToken cancellation)
        => await database.ReadAsync(
            session => session.Query(ByIds).With("ids", [.. ids.Select(id => id.Value)]).AllAsync(PersonRows.Read), cancellation);

    public ValueTask<Person?> FindByTagAsync(string tag, CancellationToken cancellation)
        => database.ReadAsync(session => session.Query(ByTag).With("tag", tag).FirstAsync(PersonRows.Read), cancellation);

    public ValueTask<Person?> FindByExternalIdAsync(PersonKind kind, string externalId, CancellationToken cancellation)
        => database.ReadAsync(session => FindByExternalIdAsync(session, kind, externalId), cancellation);

    private static ValueTask<Person?> FindAsync(Session session, PersonId id)
        => session.Query(ById).With("id", id.Value).FirstAsync(PersonRows.Read);

    private static ValueTask<Person?> FindByExternalIdAsync(Session session, PersonKind kind, string externalId)
        => session.Query(ByExternalId).With("kind", Codes.Of(kind)).With("external", externalId).FirstAsync(PersonRows.Read);
}
