namespace Haggle.Core.People;

/// <summary>Locks a person out, or lets it in again. Disabling ends every session.</summary>
public sealed class SetDisabled(IPeople people, IKnownCallers known, IDelivery delivery, TimeProvider clock)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>user</c>.</returns>
    public async ValueTask<Result<Done>> RunAsync(PersonId person, bool disabled, CancellationToken cancellation)
    {
        if (!await people.SetDisabledAsync(person, disabled, clock.Now(), cancellation))
            return Refusal.NotFound("user");
        known.Forget(person);
        if (disabled)
            delivery.Disconnect(person, null, SessionEnd.Disabled);
        return new Done();
    }
}
