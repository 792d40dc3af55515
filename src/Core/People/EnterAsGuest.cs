using Haggle.Core.Limits;

namespace Haggle.Core.People;

/// <summary>Lets somebody in who has no account. The guest's id is public; its secret is the refresh token.</summary>
public sealed class EnterAsGuest(IPeople people, StartSession start, IRateLimits limits, TimeProvider clock)
{
    /// <param name="displayName">Null: the server finds one.</param>
    /// <returns><see cref="RefusalKind.Invalid"/>, <see cref="RefusalKind.TooFast"/>.</returns>
    public async ValueTask<Result<SignedIn>> RunAsync(string? displayName, Device device, CancellationToken cancellation)
    {
        if (device.Address is { } address && limits.TakeSignIn(address) is { } tooFast)
            return tooFast;
        if (displayName is not null && PersonRules.CheckDisplayName(displayName) is { } mistake)
            return mistake;
        var guest = await people.AddGuestAsync(displayName?.Trim(), Guid.NewGuid().ToString("N"), clock.Now(), cancellation);
        return await start.RunAsync(guest, device, null, cancellation);
    }
}
