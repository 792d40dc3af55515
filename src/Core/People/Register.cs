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
        => (await RunWithoutSignInAsync(registration, device, cancellation)).TryGet(out var person, out var refusal)
            ? await start.RunAsync(person, device, null, cancellation)
            : refusal;

    /// <summary>For wires on which signing in is a call of its own.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async ValueTask<Result<Person>> RunWithoutSignInAsync(Registration registration, Device device, CancellationToken cancellation)
        => device.Address is { } address && limits.TakeSignIn(address) is { } tooFast
            ? tooFast
            : await add.RunAsync(registration, PersonRole.User, cancellation);
}
