namespace Haggle.Core.People;

/// <summary>A guest who brings an id of its own: whoever comes with it first gets a secret, and from then on the id is worth nothing without it.</summary>
/// <remarks>The secret is a session. When its last one has ended, the id is free to be bound anew.</remarks>
public sealed class BindGuest(IPeople people, ISessions sessions, StartSession start, TimeProvider clock)
{
    /// <param name="life">How long the secret is good.</param>
    /// <returns>
    /// The guest, signed in; <see cref="RefusalKind.Forbidden"/> <c>guest</c> when somebody has the secret already;
    /// <see cref="RefusalKind.Invalid"/> <c>external_id</c>.
    /// </returns>
    public async ValueTask<Result<SignedIn>> RunAsync(string externalId, Device device, TimeSpan life, CancellationToken cancellation)
    {
        if (PersonRules.CheckExternalId(externalId) is { } mistake)
            return mistake;
        var now = clock.Now();
        var guest = await people.AdmitGuestAsync(externalId, now, cancellation);
        if (guest.IsDisabled || (await sessions.ListAsync(guest.Id, now, cancellation)).Count > 0)
            return Refusal.Forbidden("guest", "This id belongs to another browser");
        return await start.RunWithoutRefreshAsync(guest, device, life, cancellation);
    }
}
