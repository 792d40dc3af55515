namespace Haggle.Core.People;

/// <summary>Makes a local account; nobody is signed in by it.</summary>
public sealed class AddAccount(IAccounts accounts, IPasswords passwords, TimeProvider clock)
{
    /// <returns>The person; <see cref="RefusalKind.Invalid"/>, <see cref="RefusalKind.Conflict"/> <c>email_taken</c>, <see cref="RefusalKind.Busy"/>.</returns>
    public async ValueTask<Result<Person>> RunAsync(Registration registration, PersonRole role, CancellationToken cancellation)
    {
        if (Check(registration) is { } mistake)
            return mistake;
        // Whether the e-mail is taken is the store's to say, within its transaction: of two at once exactly one wins.
        var hashed = await passwords.HashAsync(registration.Password!, cancellation);
        if (!hashed.TryGet(out var hash, out var busy))
            return busy;
        return await accounts.AddAsync(new NewAccount(registration.Email!, hash, registration.DisplayName!.Trim(), role), clock.Now(), cancellation);
    }

    private static Refusal? Check(Registration registration)
        => PersonRules.CheckEmail(registration.Email) ?? PersonRules.CheckPassword(registration.Password, least: registration.LeastPassword) ?? PersonRules.CheckDisplayName(registration.DisplayName);
}

/// <summary>As it came, unchecked.</summary>
public sealed record Registration(string? Email, string? Password, string? DisplayName)
{
    /// <summary>Characters that a password needs: a wire may have promised to take shorter ones.</summary>
    public int LeastPassword { get; init; } = PersonRules.PasswordLeast;

    /// <summary>Without the password, so that no log line holds it by accident.</summary>
    public override string ToString() => nameof(Registration);
}
