namespace Haggle.Core.People;

/// <summary>Finds the person that a marketplace calls by this id, or the guest that calls itself so; makes it when it is new. For callers whose word is taken.</summary>
public sealed class AdmitByWord(IPeople people, TimeProvider clock)
{
    /// <returns><see cref="RefusalKind.Unauthenticated"/> when the person is disabled; <see cref="RefusalKind.Invalid"/> <c>external_id</c>.</returns>
    public async ValueTask<Result<Person>> RunAsync(PersonKind kind, string externalId, CancellationToken cancellation)
    {
        if (PersonRules.CheckExternalId(externalId) is { } mistake)
            return mistake;
        var person = await people.FindByExternalIdAsync(kind, externalId, cancellation) ?? await AddAsync(kind, externalId, cancellation);
        return person.IsDisabled ? Refusal.Unauthenticated("Disabled") : person;
    }

    /// <summary>Who is known by this id already, disabled or not; null when nobody is.</summary>
    public async ValueTask<Person?> FindAsync(PersonKind kind, string externalId, CancellationToken cancellation)
        => PersonRules.CheckExternalId(externalId) is null ? await people.FindByExternalIdAsync(kind, externalId, cancellation) : null;

    private async ValueTask<Person> AddAsync(PersonKind kind, string externalId, CancellationToken cancellation) => kind switch
    {
        PersonKind.Account => (await people.UpsertAsync(new PersonUpdate(externalId), clock.Now(), cancellation)).Person,
        PersonKind.Guest => await people.AdmitGuestAsync(externalId, clock.Now(), cancellation),
        PersonKind.System => throw new ArgumentOutOfRangeException(nameof(kind), "The system is nobody's word."),
    };
}
