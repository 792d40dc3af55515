namespace Haggle.Core.People;

/// <summary>Finds the person that a marketplace's token speaks of; makes it when it is new, renames it when the token has another name.</summary>
/// <remarks>
/// A token never gives a role: only the marketplace's backend does, with its key. Nor does it open a local account: the external id of one is its own
/// number, and a stranger's number at the marketplace may be the same.
/// </remarks>
public sealed class AdmitFromMarketplace(IPeople people, IAccounts accounts, ProfileNews news, TimeProvider clock)
{
    /// <returns><see cref="RefusalKind.Unauthenticated"/> when the person is disabled, or has a password of its own here.</returns>
    public async ValueTask<Result<Person>> RunAsync(MarketplaceIdentity identity, CancellationToken cancellation)
    {
        // Read first: the same person comes with every request, a new name hardly ever.
        var person = await people.FindByExternalIdAsync(PersonKind.Account, identity.ExternalId, cancellation);
        if (person is not null && await accounts.IsLocalAsync(person, cancellation))
            return Refusal.Unauthenticated("A local account signs in with its password");
        if (person is null || (identity.DisplayName is { } name && name != person.DisplayName && !person.IsDisabled))
        {
            var upserted = await people.UpsertAsync(new PersonUpdate(identity.ExternalId) { DisplayName = identity.DisplayName }, clock.Now(), cancellation);
            person = upserted.Person;
            if (!upserted.IsNew)
                await news.TellAsync(person, cancellation);
        }
        return person.IsDisabled ? Refusal.Unauthenticated("Disabled") : person;
    }
}
