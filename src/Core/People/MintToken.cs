namespace Haggle.Core.People;

/// <summary>The marketplace's backend signs one of its people in.</summary>
public sealed class MintToken(IPeople people, StartSession start, SessionLimits limits)
{
    public static readonly TimeSpan LifeLeast = TimeSpan.FromMinutes(1);

    /// <param name="life">When given, the session ends then: 1 minute up to <see cref="SessionLimits.SessionLife"/>. Null: it lives on as long as it is used.</param>
    /// <returns><see cref="RefusalKind.Invalid"/>, <see cref="RefusalKind.NotFound"/> <c>user</c> when the person was never told of or is disabled.</returns>
    public async ValueTask<Result<SignedIn>> RunAsync(string? externalId, TimeSpan? life, CancellationToken cancellation)
    {
        if (PersonRules.CheckExternalId(externalId) is { } mistake)
            return mistake;
        if (life < LifeLeast || life > limits.SessionLife)
            return Refusal.Invalid("expires_in", "Seconds, from 60 up to the life of a session");
        return await people.FindByExternalIdAsync(PersonKind.Account, externalId!, cancellation) is { IsDisabled: false } person
            ? await start.RunAsync(person, new Device(null, null, null), life, cancellation)
            : Refusal.NotFound("user");
    }
}
