namespace Haggle.Core.People;

/// <summary>The marketplace's backend tells of one of its people.</summary>
/// <remarks>Safe to retry; what is not given stays.</remarks>
public sealed class UpsertPerson(IPeople people, SetDisabled setDisabled, ProfileNews news, TimeProvider clock)
{
    /// <returns>The person, and whether it is new; <see cref="RefusalKind.Invalid"/>.</returns>
    public async ValueTask<Result<Upserted>> RunAsync(PersonUpdate update, CancellationToken cancellation)
    {
        if (Check(update) is { } mistake)
            return mistake;
        // Disabling goes its own way, because it ends sessions too.
        var told = update with { DisplayName = update.DisplayName?.Trim(), IsDisabled = null };
        var upserted = await people.UpsertAsync(told, clock.Now(), cancellation);
        if (update.IsDisabled is { } disabled && disabled != upserted.Person.IsDisabled)
        {
            await setDisabled.RunAsync(upserted.Person.Id, disabled, cancellation);
            upserted = upserted with { Person = upserted.Person with { IsDisabled = disabled } };
        }
        if (!upserted.IsNew)
            await news.TellAsync(upserted.Person, cancellation);
        return upserted;
    }

    private static Refusal? Check(PersonUpdate update)
        => PersonRules.CheckExternalId(update.ExternalId, "path.external_id")
            ?? (update.DisplayName is { } name ? PersonRules.CheckDisplayName(name) : null)
            ?? PersonRules.CheckAvatarUrl(update.AvatarUrl.Or(null))
            ?? (update.Email.Or(null) is { } email ? PersonRules.CheckEmail(email) : null);
}
