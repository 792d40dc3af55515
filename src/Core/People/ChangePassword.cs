using Haggle.Core.Limits;

namespace Haggle.Core.People;

/// <summary>Sets a new password. Every other session of the person ends.</summary>
public sealed class ChangePassword(
    IAccounts accounts, ISessions sessions, IPasswords passwords, IKnownCallers known, IDelivery delivery, IRateLimits limits, TimeProvider clock)
{
    /// <returns>
    /// <see cref="RefusalKind.Invalid"/> <c>current_password</c> or <c>new_password</c>, <see cref="RefusalKind.Conflict"/> <c>password</c> for a person
    /// without one, <see cref="RefusalKind.TooFast"/>, <see cref="RefusalKind.Busy"/>.
    /// </returns>
    public async ValueTask<Result<Done>> RunAsync(Caller caller, string? current, string? fresh, Device device, CancellationToken cancellation)
    {
        // A stolen access token must not be a place to guess the password at.
        if (device.Address is { } address && limits.TakeSignIn(address) is { } tooFast)
            return tooFast;
        if (string.IsNullOrEmpty(current))
            return Refusal.Invalid("current_password", "Field required");
        if (PersonRules.CheckPassword(fresh, "new_password") is { } mistake)
            return mistake;
        var person = caller.Person.Id;
        if (await accounts.FindLoginAsync(person, cancellation) is not { } login)
            return Refusal.Conflict("password", "This person signs in without a password");
        if (!(await VerifyAsync(login, current, cancellation)).TryGet(out _, out var refusal) || !(await passwords.HashAsync(fresh!, cancellation)).TryGet(out var hash, out refusal))
            return refusal;
        var now = clock.Now();
        var others = await sessions.ListAsync(person, now, cancellation);
        await accounts.ChangePasswordAsync(person, hash, caller.Session, now, cancellation);
        known.Forget(person);
        foreach (var other in others)
            if (other.Id != caller.Session)
                delivery.Disconnect(person, other.Id, SessionEnd.PasswordChanged);
        return new Done();
    }

    private async ValueTask<Result<Done>> VerifyAsync(Login login, string current, CancellationToken cancellation)
    {
        var wrong = Refusal.Invalid("current_password", "Wrong password");
        if (PersonRules.CheckPassword(current, least: 1) is not null) // it may be from a time or a wire that took shorter ones
            return wrong;
        if (!(await passwords.VerifyAsync(login.PasswordHash, current, cancellation)).TryGet(out var match, out var busy))
            return busy;
        return match == PasswordMatch.Wrong ? wrong : new Done();
    }
}
