using Haggle.Core.Limits;
using Haggle.Core.Text;

namespace Haggle.Core.People;

/// <summary>Signs a local account in with its e-mail and password.</summary>
/// <remarks>Nobody learns here whether an e-mail has an account: unknown, wrong and disabled get the same answer at the same cost.</remarks>
public sealed class SignIn(IAccounts accounts, IPasswords passwords, StartSession start, IRateLimits limits)
{
    private static readonly Refusal WrongCredentials = Refusal.Unauthenticated("Wrong e-mail or password");

    /// <returns><see cref="RefusalKind.Unauthenticated"/>, <see cref="RefusalKind.Invalid"/>, <see cref="RefusalKind.TooFast"/>, <see cref="RefusalKind.Busy"/>.</returns>
    public async ValueTask<Result<SignedIn>> RunAsync(string? email, string? password, Device device, CancellationToken cancellation)
        => (await RecogniseAsync(email, password, device, cancellation)).TryGet(out var person, out var refusal)
            ? await start.RunAsync(person, device, null, cancellation)
            : refusal;

    /// <summary>For wires that cannot refresh.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async ValueTask<Result<SignedIn>> RunWithoutRefreshAsync(string? email, string? password, Device device, TimeSpan life, CancellationToken cancellation)
        => (await RecogniseAsync(email, password, device, cancellation)).TryGet(out var person, out var refusal)
            ? await start.RunWithoutRefreshAsync(person, device, life, cancellation)
            : refusal;

    private async ValueTask<Result<Person>> RecogniseAsync(string? email, string? password, Device device, CancellationToken cancellation)
    {
        if (device.Address is { } address && limits.TakeSignIn(address) is { } tooFast)
            return tooFast;
        if (email is null || password is null)
            return Refusal.Invalid(email is null ? "email" : "password", "Field required");
        if (!CouldBeRight(email, password))
            return WrongCredentials;
        var login = await accounts.FindLoginAsync(email, cancellation);
        var verified = await passwords.VerifyAsync(login?.PasswordHash, password, cancellation);
        if (!verified.TryGet(out var match, out var busy))
            return busy;
        if (login is null || match == PasswordMatch.Wrong || login.Person.IsDisabled)
            return WrongCredentials;
        if (match == PasswordMatch.RightButWeak && (await passwords.HashAsync(password, cancellation)).TryGet(out var stronger, out _))
            await accounts.StrengthenAsync(login.Person.Id, stronger, cancellation);
        return login.Person;
    }

    /// <summary>What no account can have is answered without work; that depends on what was sent alone, so it tells nothing.</summary>
    private static bool CouldBeRight(string email, string password)
        => email.Length is > 0 and <= PersonRules.EmailCharacters && WellFormed.IsWellFormed(email)
            && WellFormed.IsWellFormed(password) && CodePoints.Count(password) is > 0 and <= PersonRules.PasswordMost;
}
