namespace Haggle.Core.Keys;

/// <summary>Makes a key worthless, within seconds on every node.</summary>
public sealed class RevokeKey(IServerKeys keys, TimeProvider clock)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>key</c> when there is none, or it was revoked before.</returns>
    public async ValueTask<Result<Done>> RunAsync(long id, CancellationToken cancellation)
        => await keys.RevokeAsync(id, clock.Now(), cancellation) ? new Done() : Refusal.NotFound("key");
}
