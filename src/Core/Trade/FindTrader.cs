using Haggle.Core.People;

namespace Haggle.Core.Trade;

/// <summary>Somebody by the id of a marketplace that tells buyers from sellers: one with a profile there, or one whom it told us of by that id.</summary>
public sealed class FindTrader(ITraders traders, IPeople people)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>user</c>.</returns>
    public async ValueTask<Result<Trader>> RunAsync(string name, CancellationToken cancellation)
    {
        if (await traders.FindAsync(name, cancellation) is { } trader)
            return trader;
        return await people.FindByExternalIdAsync(PersonKind.Account, name, cancellation) is { } person
            ? await traders.FindAsync(person.Id, cancellation) ?? new Trader(person, null)
            : Refusal.NotFound("user");
    }

    /// <returns><see cref="RefusalKind.NotFound"/> <c>user</c>.</returns>
    public async ValueTask<Result<Trader>> BySubjectAsync(Side side, string subject, CancellationToken cancellation)
        => await traders.FindBySubjectAsync(side, subject, cancellation) is { } trader ? trader : Refusal.NotFound("user");

    /// <inheritdoc cref="RunAsync(string, CancellationToken)"/>
    public async ValueTask<Result<Trader>> RunAsync(PersonId person, CancellationToken cancellation)
        => await traders.FindAsync(person, cancellation) is { } trader ? trader
            : await people.FindAsync(person, cancellation) is { Kind: not PersonKind.System } found ? new Trader(found, null)
            : Refusal.NotFound("user");
}
