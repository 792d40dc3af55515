namespace Haggle.Core.People;

/// <summary>Hashes passwords slowly, on purpose; a few at a time, so that sign-ins cannot starve messages.</summary>
public interface IPasswords
{
    /// <returns>The hash with its salt and cost; <see cref="RefusalKind.Busy"/> when too many wait.</returns>
    ValueTask<Result<string>> HashAsync(string password, CancellationToken cancellation);

    /// <param name="hash">Null when there is no such account: the answer is no, at the same cost as any other no.</param>
    /// <returns><see cref="RefusalKind.Busy"/> when too many wait.</returns>
    ValueTask<Result<PasswordMatch>> VerifyAsync(string? hash, string password, CancellationToken cancellation);
}

/// <summary>Weak: right, but hashed at less cost than today's; worth hashing anew.</summary>
public enum PasswordMatch { Wrong, Right, RightButWeak }
