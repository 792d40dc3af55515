using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Core.Trade;

/// <summary>Profiles, as everybody may see them.</summary>
public sealed class ListTraders(ITraders traders, SeePresence see)
{
    public async ValueTask<Numbered<SeenTrader>> RunAsync(Side side, int offset, int limit, CancellationToken cancellation)
    {
        var page = await traders.ListAsync(side, offset, limit, cancellation);
        var presences = await see.RunAsync(Person.System, [.. page.Items.Select(trader => trader.Id)], cancellation);
        return new Numbered<SeenTrader>([.. page.Items.Zip(presences, Seen)], page.Total);
    }

    /// <returns><see cref="RefusalKind.NotFound"/> <c>user</c> when there is no such profile on this side.</returns>
    public async ValueTask<Result<SeenTrader>> FindAsync(Side side, string name, CancellationToken cancellation)
        => await ShowAsync(side, await traders.FindAsync(name, cancellation), cancellation);

    /// <inheritdoc cref="FindAsync"/>
    public async ValueTask<Result<SeenTrader>> FindBySubjectAsync(Side side, string subject, CancellationToken cancellation)
        => await ShowAsync(side, await traders.FindBySubjectAsync(side, subject, cancellation), cancellation);

    private async ValueTask<Result<SeenTrader>> ShowAsync(Side side, Trader? trader, CancellationToken cancellation)
        => trader?.Profile?.Side == side ? Seen(trader, await see.RunAsync(Person.System, trader.Person, cancellation)) : Refusal.NotFound("user");

    private static SeenTrader Seen(Trader trader, SeenPresence presence)
        => new(trader.Profile!, trader.Profile!.SaysOnline || presence.Status != PresenceStatus.Offline);
}

/// <param name="IsOnline">As the person's page says, or because there is a socket.</param>
public sealed record SeenTrader(TraderProfile Profile, bool IsOnline);
