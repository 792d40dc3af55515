using Haggle.Core.Text;

namespace Haggle.Core.People;

/// <summary>What the marketplace says of one of its people by an event, at some time; what it does not mention stays.</summary>
/// <param name="ExternalId">The marketplace's id.</param>
/// <param name="At">When it was said, by the marketplace's clock.</param>
public sealed record PersonHeard(string ExternalId, DateTimeOffset At)
{
    /// <summary>A name that we could not show is passed over.</summary>
    public string? DisplayName { get; init; }

    public PersonRole? Role { get; init; }

    /// <summary>False locks the person out, true lets it in again.</summary>
    public bool? IsActive { get; init; }
}

/// <summary>Takes an event of the marketplace about one of its people: makes the person when it is new, renames it, locks it out or lets it in again.</summary>
/// <remarks>Safe to repeat, and safe against events that overtake each other: older news than the last changes nothing.</remarks>
public sealed class HearOfPerson(IPeople people, IAccounts accounts, IHearsay hearsay, UpsertPerson upsert, SetDisabled setDisabled, TimeProvider clock)
{
    /// <returns>
    /// <see cref="RefusalKind.Invalid"/> <c>external_id</c>; <see cref="RefusalKind.Conflict"/> <c>external_id</c> when a local account has this number,
    /// which is somebody else; <see cref="RefusalKind.Stale"/> when there has been younger news.
    /// </returns>
    public async ValueTask<Result<Done>> RunAsync(PersonHeard heard, CancellationToken cancellation)
    {
        if (PersonRules.CheckExternalId(heard.ExternalId) is { } mistake)
            return mistake;
        if (await people.FindByExternalIdAsync(PersonKind.Account, heard.ExternalId, cancellation) is { } known && await accounts.IsLocalAsync(known, cancellation))
            return Refusal.Conflict("external_id", "A local account has this id");
        var now = clock.Now();
        // A clock that is ahead of ours must not make everything that it says later old.
        if (!await hearsay.NoteAsync(heard.ExternalId, heard.At < now ? heard.At : now, cancellation))
            return Refusal.Stale;
        var told = new PersonUpdate(heard.ExternalId) { DisplayName = Showable(heard.DisplayName), Role = heard.Role };
        if (!(await upsert.RunAsync(told, cancellation)).TryGet(out var upserted, out var refusal))
            return refusal;
        // Locked out again even if it is: an earlier try may have been cut off between the change and the sockets.
        if (heard.IsActive is { } active && (!active || upserted.Person.IsDisabled))
            return await setDisabled.RunAsync(upserted.Person.Id, !active, cancellation);
        return new Done();
    }

    // Whoever is locked out must be, whatever the name is.
    private static string? Showable(string? name)
        => name is not null && WellFormed.IsWellFormed(name) && CodePoints.Shorten(name.Trim(), PersonRules.DisplayNameCharacters) is var shown && PersonRules.CheckDisplayName(shown) is null
            ? shown
            : null;
}
