using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Core.Tests;

internal sealed class PeopleInMemory(params Person[] known) : IPeople
{
    private readonly Dictionary<PersonId, Person> people = known.ToDictionary(person => person.Id);

    public Person this[PersonId id] => people[id];

    public void Disable(Person person) => people[person.Id] = person with { IsDisabled = true };

    public ValueTask<Person?> FindAsync(PersonId id, CancellationToken cancellation) => new(people.GetValueOrDefault(id));

    public ValueTask<IReadOnlyList<Person>> FindManyAsync(IReadOnlyCollection<PersonId> ids, CancellationToken cancellation)
        => new(people.Values.Where(person => ids.Contains(person.Id)).ToList());

    public ValueTask<Person?> FindByExternalIdAsync(PersonKind kind, string externalId, CancellationToken cancellation)
        => new(people.Values.FirstOrDefault(person => person.Kind == kind && person.ExternalId == externalId));

    public ValueTask<Person?> FindByTagAsync(string tag, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<Page<Person>> SearchAsync(PersonId viewer, string text, PageRequest page, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<Person> AddGuestAsync(string? displayName, string externalId, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<Person> AdmitGuestAsync(string externalId, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<Upserted> UpsertAsync(PersonUpdate update, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<Result<Person>> ChangeAsync(PersonId id, ProfileChange change, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<bool> SetDisabledAsync(PersonId id, bool disabled, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<bool> SetRoleAsync(PersonId id, PersonRole role, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ChatId>?> EraseAsync(PersonId id, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask SeenAsync(IReadOnlyCollection<(PersonId Person, DateTimeOffset At)> seen, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<PersonId>> ContactsAsync(PersonId id, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlySet<PersonId>> ContactsAmongAsync(PersonId person, IReadOnlyCollection<PersonId> others, CancellationToken cancellation) => throw new NotSupportedException();
}

internal sealed class BlocksInMemory : IBlocks
{
    private readonly HashSet<(PersonId Blocker, PersonId Blocked)> blocks = [];

    public void Add(Person blocker, Person blocked) => blocks.Add((blocker.Id, blocked.Id));

    public ValueTask<bool> ExistsAsync(PersonId blocker, PersonId blocked, CancellationToken cancellation) => new(blocks.Contains((blocker, blocked)));

    public ValueTask<IReadOnlySet<PersonId>> BetweenAsync(PersonId person, IReadOnlyCollection<PersonId> others, CancellationToken cancellation)
        => new(others.Where(other => blocks.Contains((person, other)) || blocks.Contains((other, person))).ToHashSet());

    public ValueTask<Page<Block>> ListAsync(PersonId blocker, PageRequest page, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<bool> AddAsync(PersonId blocker, PersonId blocked, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<bool> RemoveAsync(PersonId blocker, PersonId blocked, CancellationToken cancellation) => throw new NotSupportedException();
}
