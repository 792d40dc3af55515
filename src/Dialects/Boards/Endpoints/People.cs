using Haggle.Core;
using Haggle.Core.Trade;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary>People by the ids of this wire.</summary>
internal sealed class People(FindTrader find, EnrolTrader enrol)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>user</c>, also for who is disabled.</returns>
    public async ValueTask<Result<Trader>> FindAsync(string id, CancellationToken cancellation)
    {
        var found = Uuids.PersonOf(id) is { } own ? await find.RunAsync(own, cancellation) : await find.RunAsync(id, cancellation);
        return found.TryGet(out var trader, out _) && trader.Person.IsDisabled ? Refusal.NotFound("user") : found;
    }

    /// <summary>Where people's word is taken: one whom nobody knows is registered as what it is used as.</summary>
    /// <returns><see cref="RefusalKind.Forbidden"/> <c>side</c> for one of the other side.</returns>
    public async ValueTask<Result<Trader>> TakeAsync(Side side, string id, CancellationToken cancellation)
    {
        if (Uuids.PersonOf(id) is null)
            return await enrol.ByWordAsync(side, id, cancellation);
        return !(await FindAsync(id, cancellation)).TryGet(out var trader, out var refusal) ? refusal
            : trader.MayBe(side) ? trader
            : Refusal.Forbidden("side", "Known as the other side");
    }
}
