namespace Haggle.Core.People;

/// <summary>Ends one session of a person.</summary>
public sealed class EndSession(ISessions sessions, IKnownCallers known, IDelivery delivery, TimeProvider clock)
{
    /// <param name="reason">One of <see cref="SessionEnd"/>.</param>
    /// <returns><see cref="RefusalKind.NotFound"/> <c>session</c> when the person has no such live session.</returns>
    public async ValueTask<Result<Done>> RunAsync(PersonId person, SessionId session, string reason, CancellationToken cancellation)
    {
        if (!await sessions.EndAsync(person, session, clock.Now(), cancellation))
            return Refusal.NotFound("session");
        known.Forget(person);
        delivery.Disconnect(person, session, reason);
        return new Done();
    }
}
