using Haggle.Core;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class People
{
    private const string TagOfAnother = "SELECT 1 FROM people WHERE tag = @tag AND id <> @id";

    private const string LockPerson = $"SELECT {PersonRows.Columns} FROM people p WHERE p.id = @id FOR UPDATE";

    private static readonly string StoreProfile = $"""
        UPDATE people
        SET display_name = @name, name_key = @name_key, tag = @tag, bio = @bio, locale = @locale, time_zone = @time_zone,
            read_receipts = @receipts, presence_visibility = @visibility
        WHERE id = @id
        RETURNING {PersonRows.Returned}
        """;

    private const string StoreDisabled = "UPDATE people SET disabled = @disabled WHERE id = @id";

    private const string StoreRole = "UPDATE people SET role = @role WHERE id = @id";

    // Two nodes may report the same people: the later time stays, whoever comes last.
    private const string StoreSeen = """
        UPDATE people SET last_seen_at_us = r.at_us FROM unnest(@ids, @times) AS r (id, at_us)
        WHERE people.id = r.id AND (people.last_seen_at_us IS NULL OR people.last_seen_at_us < r.at_us)
        """;

    public ValueTask<Result<Person>> ChangeAsync(PersonId id, ProfileChange change, CancellationToken cancellation)
        => database.WriteAsync(session => ChangeAsync(session, id, change), cancellation);

    public ValueTask<bool> SetDisabledAsync(PersonId id, bool disabled, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(
            async session =>
            {
                if (await session.Query(StoreDisabled).With("id", id.Value).With("disabled", disabled).ExecuteAsync() == 0)
                    return false;
                if (disabled)
                    await Sessions.EndAllAsync(session, id, keep: null, now);
                return true;
            },
            cancellation);

    public ValueTask<bool> SetRoleAsync(PersonId id, PersonRole role, CancellationToken cancellation)
        => database.WriteOneAsync(
            async session => await session.Query(StoreRole).With("id", id.Value).With("role", Codes.Of(role)).ExecuteAsync() > 0, cancellation);

    public async ValueTask SeenAsync(IReadOnlyCollection<(PersonId Person, DateTimeOffset At)> seen, CancellationToken cancellation)
    {
        if (seen.Count == 0)
            return;
        var latest = seen.GroupBy(one => one.Person.Value).OrderBy(person => person.Key)
            .Select(person => (Id: person.Key, At: person.Max(one => one.At).ToUnixMicroseconds())).ToList();
        await database.WriteOneAsync(
            session => session.Query(StoreSeen).With("ids", [.. latest.Select(one => one.Id)]).With("times", [.. latest.Select(one => one.At)]).ExecuteAsync(),
            cancellation);
    }

    private static async ValueTask<Result<Person>> ChangeAsync(Session session, PersonId id, ProfileChange change)
    {
        if (await session.Query(LockPerson).With("id", id.Value).FirstAsync(PersonRows.Read) is not { } known)
            return Refusal.NotFound("person");
        // Two who want the tag at the same moment meet at its unique index; the second then looks again, and finds it taken.
        if (change.Tag.IsGiven && await session.Query(TagOfAnother).With("tag", change.Tag.Value).With("id", id.Value).AnyAsync())
            return Refusal.Conflict("tag_taken");
        var name = change.DisplayName.Or(known.DisplayName);
        var changed = await session.Query(StoreProfile)
            .With("id", id.Value)
            .With("name", name)
            .With("name_key", PlainLetters.Of(name))
            .With("tag", change.Tag.Or(known.Tag))
            .With("bio", change.Bio.Or(known.Bio))
            .With("locale", change.Locale.Or(known.Locale))
            .With("time_zone", change.TimeZone.Or(known.TimeZone))
            .With("receipts", change.ReadReceipts.Or(known.ReadReceipts))
            .With("visibility", Codes.Of(change.PresenceVisibility.Or(known.PresenceVisibility)))
            .FirstAsync(PersonRows.Read) ?? throw new InvalidOperationException("A locked person vanished.");
        if (name != known.DisplayName)
            await PersonInsert.RenameAsync(session, id, name);
        return changed;
    }
}
