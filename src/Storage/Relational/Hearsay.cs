using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>When the marketplace last spoke of whom, as both engines keep it.</summary>
internal sealed class Hearsay(Database database) : IHearsay
{
    private const string Note = """
        INSERT INTO hearsay (external_id, heard_at_us) VALUES (@external, @at)
        ON CONFLICT (external_id) DO UPDATE SET heard_at_us = excluded.heard_at_us WHERE hearsay.heard_at_us <= excluded.heard_at_us
        """;

    public ValueTask<bool> NoteAsync(string externalId, DateTimeOffset at, CancellationToken cancellation)
        => database.WriteOneAsync(
            async session => await session.Query(Note).With("external", externalId).With("at", at).ExecuteAsync() > 0, cancellation);
}
