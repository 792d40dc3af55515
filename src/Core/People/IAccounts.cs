namespace Haggle.Core.People;

/// <summary>Logins of local accounts. Every method is one transaction.</summary>
public interface IAccounts
{
    /// <summary>Adds a person of kind account with its login. E-mails are unique without regard to case: of parallel registrations exactly one wins.</summary>
    /// <returns><see cref="RefusalKind.Conflict"/> <c>email_taken</c>.</returns>
    ValueTask<Result<Person>> AddAsync(NewAccount account, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>By e-mail, without regard to case; null when there is none.</summary>
    ValueTask<Login?> FindLoginAsync(string email, CancellationToken cancellation);

    ValueTask<Login?> FindLoginAsync(PersonId person, CancellationToken cancellation);

    /// <summary>Stores the new hash and ends every session but <paramref name="keep"/>, in one transaction.</summary>
    ValueTask ChangePasswordAsync(PersonId person, string passwordHash, SessionId? keep, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Replaces the hash by a stronger one of the same password; sessions stay.</summary>
    ValueTask StrengthenAsync(PersonId person, string passwordHash, CancellationToken cancellation);
}

public sealed record NewAccount(string Email, string PasswordHash, string DisplayName, PersonRole Role = PersonRole.User);

public sealed record Login(Person Person, string PasswordHash);
