namespace Haggle.Core.People;

/// <summary>Ends the caller's other sessions, or all of them.</summary>
public sealed class SignOutEverywhere(ISessions sessions, IKnownCallers known, IDelivery delivery, TimeProvider clock)
{
    public async ValueTask RunAsync(Caller caller, bool includeCurrent, CancellationToken cancellation)
    {
        var ended = await sessions.EndAllAsync(caller.Person.Id, includeCurrent ? null : caller.Session, clock.Now(), cancellation);
        known.Forget(caller.Person.Id);
        foreach (var session in ended)
            delivery.Disconnect(caller.Person.Id, session, SessionEnd.Revoked);
    }
}
