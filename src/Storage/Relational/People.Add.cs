using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class People
{
    private const string NameOfGuests = "Guest";
    private const int LongestName = 64;

    private const string LockByExternalId = ByExternalId + " FOR UPDATE";

    private static readonly string Update = $"""
        UPDATE people
        SET display_name = @name, name_key = @name_key, avatar_url = @avatar, email = @email,
            email_verified = email_verified AND coalesce(email, '') = coalesce(@email, ''), role = @role, disabled = @disabled
        WHERE id = @id
        RETURNING {PersonRows.Returned}
        """;

    public ValueTask<Person> AddGuestAsync(string? displayName, string externalId, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(
            async session => await PersonInsert.AddAsync(session, new NewPerson(PersonKind.Guest, externalId, displayName ?? NameOfGuests, now))
                ?? throw new InvalidOperationException("A guest has this external id already."),
            cancellation);

    public ValueTask<Person> AdmitGuestAsync(string externalId, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(
            async session => await FindByExternalIdAsync(session, PersonKind.Guest, externalId)
                ?? await PersonInsert.AddAsync(session, new NewPerson(PersonKind.Guest, externalId, NameOfGuests, now))
                ?? await FindByExternalIdAsync(session, PersonKind.Guest, externalId) // the insert has waited for whoever was adding it
                ?? throw new InvalidOperationException("A guest was neither found nor added."),
            cancellation);

    public ValueTask<Upserted> UpsertAsync(PersonUpdate update, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(session => UpsertAsync(session, update, now), cancellation);

    private static async ValueTask<Upserted> UpsertAsync(Session session, PersonUpdate update, DateTimeOffset now)
    {
        if (await FindByExternalIdAsync(session, PersonKind.Account, update.ExternalId) is { } found && !Changes(update, found))
            return new Upserted(found, IsNew: false); // the usual case, of a token that is exchanged: nothing is locked or written
        if (await LockAsync(session, update.ExternalId) is null && await PersonInsert.AddAsync(session, Fresh(update, now)) is { } added)
            return new Upserted(added, IsNew: true);

        // Here already, or since a moment ago: the insert has waited for whoever was adding it.
        var known = await LockAsync(session, update.ExternalId) ?? throw new InvalidOperationException("A person was neither found nor added.");
        return new Upserted(Changes(update, known) ? await ApplyAsync(session, known, update, now) : known, IsNew: false);
    }

    private static ValueTask<Person?> LockAsync(Session session, string externalId)
        => session.Query(LockByExternalId).With("kind", Codes.Of(PersonKind.Account)).With("external", externalId).FirstAsync(PersonRows.Read);

    private static bool Changes(PersonUpdate update, Person person)
        => update.DisplayName is { } name && name != person.DisplayName
            || update.AvatarUrl.Or(person.AvatarUrl) != person.AvatarUrl
            || update.Email.Or(person.Email) != person.Email
            || update.Role is { } role && role != person.Role
            || update.IsDisabled is { } disabled && disabled != person.IsDisabled;

    private static NewPerson Fresh(PersonUpdate update, DateTimeOffset now)
        => new(PersonKind.Account, update.ExternalId, update.DisplayName ?? Shortened(update.ExternalId), now)
        {
            AvatarUrl = update.AvatarUrl.Or(null),
            Email = update.Email.Or(null),
            Role = update.Role ?? PersonRole.User,
            IsDisabled = update.IsDisabled ?? false,
        };

    private static async ValueTask<Person> ApplyAsync(Session session, Person known, PersonUpdate update, DateTimeOffset now)
    {
        var name = update.DisplayName ?? known.DisplayName;
        var changed = await session.Query(Update)
            .With("id", known.Id.Value)
            .With("name", name)
            .With("name_key", PlainLetters.Of(name))
            .With("avatar", update.AvatarUrl.Or(known.AvatarUrl))
            .With("email", update.Email.Or(known.Email))
            .With("role", Codes.Of(update.Role ?? known.Role))
            .With("disabled", update.IsDisabled ?? known.IsDisabled)
            .FirstAsync(PersonRows.Read) ?? throw new InvalidOperationException("A person vanished.");
        if (name != known.DisplayName)
            await PersonInsert.RenameAsync(session, known.Id, name);
        if (changed.IsDisabled && !known.IsDisabled)
            await Sessions.EndAllAsync(session, known.Id, keep: null, now);
        return changed;
    }

    private static string Shortened(string text) => text.Length <= LongestName ? text : text[..LongestName];
}
