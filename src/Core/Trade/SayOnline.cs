namespace Haggle.Core.Trade;

/// <summary>A trader's page says whether it is there, by itself and not by a socket.</summary>
public sealed class SayOnline(ITraders traders, TimeProvider clock)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>user</c> when there is no such profile on this side.</returns>
    public async ValueTask<Result<Done>> RunAsync(Side side, string name, bool online, CancellationToken cancellation)
        => await traders.SayOnlineAsync(side, name, online, clock.Now(), cancellation) ? default(Done) : Refusal.NotFound("user");
}
