using Haggle.Core.People;

namespace Haggle.Core.Trade;

/// <summary>Gives somebody a profile as a buyer or as a seller.</summary>
/// <remarks>Safe to retry: who has one keeps it.</remarks>
public sealed class EnrolTrader(ITraders traders, FindTrader find, AdmitByWord admit, TimeProvider clock)
{
    /// <summary>Whoever is called so, for callers whose word is taken.</summary>
    /// <returns><see cref="RefusalKind.Forbidden"/> <c>side</c> for one of the other side; <see cref="RefusalKind.Unauthenticated"/> when disabled.</returns>
    public async ValueTask<Result<Trader>> ByWordAsync(Side side, string name, CancellationToken cancellation)
    {
        if (!(await find.RunAsync(name, cancellation)).TryGet(out var trader, out _) || trader.Profile is null)
        {
            if (!(await admit.RunAsync(PersonKind.Account, name, cancellation)).TryGet(out var person, out var refusal))
                return refusal;
            var enrolled = await traders.EnrolAsync(Fresh(person.Id, side, name, null, online: false), cancellation);
            trader = new Trader(person, enrolled.Profile);
        }
        return trader.Person.IsDisabled ? Refusal.Unauthenticated("Disabled")
            : trader.MayBe(side) ? trader
            : Refusal.Forbidden("side", "Known as the other side");
    }

    /// <param name="owner">Whose profile it is; null: the person that the marketplace calls by this name.</param>
    /// <returns>
    /// The profile, new, or the one that this subject has already; <see cref="RefusalKind.Conflict"/> <c>name</c> when it belongs to another subject or
    /// the other side; <see cref="RefusalKind.Unauthenticated"/> when the person is disabled.
    /// </returns>
    public async ValueTask<Result<Enrolled>> RunAsync(Person? owner, Side side, string name, string subject, bool online, CancellationToken cancellation)
    {
        if (await traders.FindBySubjectAsync(side, subject, cancellation) is { Profile: { } known })
            return new Enrolled(known, IsNew: false);
        if (await traders.FindAsync(name, cancellation) is { Profile: { } other } && (other.Side != side || other.Subject is not null))
            return Taken;
        if (owner is null)
        {
            if (!(await admit.RunAsync(PersonKind.Account, name, cancellation)).TryGet(out var person, out var refusal))
                return refusal;
            owner = person;
        }
        var enrolled = await traders.EnrolAsync(Fresh(owner.Id, side, name, subject, online), cancellation);
        return enrolled.Profile.Side == side && enrolled.Profile.Subject == subject ? enrolled : Taken;
    }

    private static readonly Refusal Taken = Refusal.Conflict("name", "Another profile has this id");

    private TraderProfile Fresh(PersonId person, Side side, string name, string? subject, bool online)
    {
        var now = clock.Now();
        return new TraderProfile(person, side, name, subject, online, now, now);
    }
}
