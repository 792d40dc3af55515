using Haggle.Core.Limits;

namespace Haggle.Core.People;

/// <summary>Makes a local account and signs it in.</summary>
public sealed class Register(AddAccount add, StartSession start, IRateLimits limits)
{
    /// <returns>
    /// <see cref="RefusalKind.Invalid"/>, <see cref="RefusalKind.Conflict"/> <c>email_taken</c>, <see cref="RefusalKind.TooFast"/>,
    /// <see cref="RefusalKind.Busy"/>.
    /// </returns>
    public async ValueTask<Result<SignedIn>> RunAsync(Registration registration, Device device, CancellationToken cancellation)
    {
        if (device.Address is { } address && limits.TakeSignIn(address) is { } tooFast)
            return tooFast;
        var added = await add.RunAsync(registration, PersonRole.User, cancellation);
        if (!added.TryGet(out var person, out var refusal))
            return refusal;
        return await start.RunAsync(person, device, null, cancellation);
    }
}
