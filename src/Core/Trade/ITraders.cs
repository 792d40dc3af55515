using Haggle.Core.People;

namespace Haggle.Core.Trade;

/// <summary>The profiles of those who buy and sell. Every method is one transaction.</summary>
public interface ITraders
{
    ValueTask<Trader?> FindAsync(string name, CancellationToken cancellation);

    ValueTask<Trader?> FindAsync(PersonId person, CancellationToken cancellation);

    ValueTask<Trader?> FindBySubjectAsync(Side side, string subject, CancellationToken cancellation);

    /// <summary>Adds the profile. Of parallel calls exactly one adds it.</summary>
    /// <remarks>A profile that was added without a subject takes the one that is said now.</remarks>
    /// <returns>The profile and whether it is new; or the one that has the subject, the name or the person already, in this order.</returns>
    ValueTask<Enrolled> EnrolAsync(TraderProfile wanted, CancellationToken cancellation);

    /// <returns>False when there is no such profile on this side.</returns>
    ValueTask<bool> SayOnlineAsync(Side side, string name, bool online, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Those of one side, in order of enrolment; further than <see cref="Numbered{T}.Most"/> a list does not go.</summary>
    ValueTask<Numbered<Trader>> ListAsync(Side side, int offset, int limit, CancellationToken cancellation);
}

public sealed record Enrolled(TraderProfile Profile, bool IsNew);

/// <summary>A part of a list by number.</summary>
/// <param name="Total">How many there are in all; counted up to <see cref="Most"/>, so that a count never costs more than that.</param>
public sealed record Numbered<T>(IReadOnlyList<T> Items, long Total)
{
    public const int Most = 100_000;
}
