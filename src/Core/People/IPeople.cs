using Haggle.Core.Chats;

namespace Haggle.Core.People;

/// <summary>The people we know. Every method is one transaction.</summary>
public interface IPeople
{
    /// <summary>Null when there is none; a disabled person is found, and says so.</summary>
    ValueTask<Person?> FindAsync(PersonId id, CancellationToken cancellation);

    ValueTask<IReadOnlyList<Person>> FindManyAsync(IReadOnlyCollection<PersonId> ids, CancellationToken cancellation);

    ValueTask<Person?> FindByTagAsync(string tag, CancellationToken cancellation);

    ValueTask<Person?> FindByExternalIdAsync(PersonKind kind, string externalId, CancellationToken cancellation);

    /// <summary>Enabled people other than <paramref name="viewer"/> whose tag begins with the text or whose display name has its words; nobody who blocked the viewer. By tag.</summary>
    ValueTask<Page<Person>> SearchAsync(PersonId viewer, string text, PageRequest page, CancellationToken cancellation);

    /// <summary>Adds a guest under a new external id, with the wished tag or one near it.</summary>
    ValueTask<Person> AddGuestAsync(string? displayName, string externalId, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The guest with this external id, added if there is none.</summary>
    ValueTask<Person> AdmitGuestAsync(string externalId, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Adds or updates the person of the marketplace with this external id. An absent field keeps what is stored.</summary>
    ValueTask<Upserted> UpsertAsync(PersonUpdate update, DateTimeOffset now, CancellationToken cancellation);

    /// <returns>The changed person; <see cref="RefusalKind.NotFound"/>; <see cref="RefusalKind.Conflict"/> <c>tag_taken</c>.</returns>
    ValueTask<Result<Person>> ChangeAsync(PersonId id, ProfileChange change, CancellationToken cancellation);

    /// <summary>Enables or disables; disabling ends all sessions in the same transaction.</summary>
    ValueTask<bool> SetDisabledAsync(PersonId id, bool disabled, DateTimeOffset now, CancellationToken cancellation);

    ValueTask<bool> SetRoleAsync(PersonId id, PersonRole role, CancellationToken cancellation);

    /// <summary>Takes name, avatar, e-mail, tag and login away and disables; messages stay under a pseudonym.</summary>
    /// <returns>The chats that have another title now; null when there is nobody to erase.</returns>
    ValueTask<IReadOnlyList<ChatId>?> EraseAsync(PersonId id, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Remembers when people were last here. Never moves back.</summary>
    ValueTask SeenAsync(IReadOnlyCollection<(PersonId Person, DateTimeOffset At)> seen, CancellationToken cancellation);

    /// <summary>The people who share a chat with this one, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<PersonId>> ContactsAsync(PersonId id, int limit, CancellationToken cancellation);

    /// <summary>Those of <paramref name="others"/> who share a chat with <paramref name="person"/>.</summary>
    ValueTask<IReadOnlySet<PersonId>> ContactsAmongAsync(PersonId person, IReadOnlyCollection<PersonId> others, CancellationToken cancellation);
}

/// <summary>Whether the person is new, and who it is now.</summary>
public sealed record Upserted(Person Person, bool IsNew);

/// <summary>What the marketplace says of one of its people; an absent field keeps what is stored.</summary>
public sealed record PersonUpdate(string ExternalId)
{
    public string? DisplayName { get; init; }

    public Change<string?> AvatarUrl { get; init; }

    public Change<string?> Email { get; init; }

    public PersonRole? Role { get; init; }

    public bool? IsDisabled { get; init; }
}

/// <summary>What a person changes of the own profile.</summary>
public sealed record ProfileChange
{
    public Change<string> DisplayName { get; init; }

    public Change<string> Tag { get; init; }

    public Change<string?> Bio { get; init; }

    public Change<string?> Locale { get; init; }

    public Change<string?> TimeZone { get; init; }

    public Change<bool> ReadReceipts { get; init; }

    public Change<PresenceVisibility> PresenceVisibility { get; init; }
}
