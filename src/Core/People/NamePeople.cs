namespace Haggle.Core.People;

/// <summary>What the marketplace calls people: for wires that know them by those ids alone.</summary>
public sealed class NamePeople(IPeople people)
{
    /// <returns>The external ids; who is unknown is left out.</returns>
    public async ValueTask<IReadOnlyDictionary<PersonId, string>> RunAsync(IReadOnlyCollection<PersonId> ids, CancellationToken cancellation)
        => ids.Count == 0
            ? new Dictionary<PersonId, string>()
            : (await people.FindManyAsync(ids, cancellation)).ToDictionary(person => person.Id, person => person.ExternalId);
}
