using Haggle.Core;
using Haggle.Core.People;
using Haggle.Integrations.AuthService;
using Haggle.Server.Identity.Tokens;

namespace Haggle.Server.Identity;

/// <summary>Tokens whose keys we do not have: the marketplace's auth service says whose they are.</summary>
/// <remarks>It fails closed: who cannot be asked about gets no further. What it said is remembered for as long as any caller is (<see cref="CallerCache.Life"/>), a no never.</remarks>
internal sealed partial class AskedTokens(AuthService service, TimeProvider clock, ILogger<AskedTokens> log)
{
    /// <summary>For so long a socket stays open whose token does not say when it ends.</summary>
    private static readonly TimeSpan UntoldLife = TimeSpan.FromDays(1);

    private static readonly Refusal NotTheirs = Refusal.Unauthenticated("Not authenticated");

    /// <returns>The person, with the role that it has there; <see cref="RefusalKind.Unauthenticated"/>; <see cref="RefusalKind.Busy"/> when the service is away.</returns>
    public async ValueTask<Result<MarketplaceIdentity>> ReadAsync(string? token, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(token) || token.Any(sign => sign is <= ' ' or > '~')) // it travels in a header
            return NotTheirs;
        var end = EndOf(token);
        if (end <= clock.GetUtcNow())
            return NotTheirs;
        try
        {
            return await service.AskAsync(token, cancellation) is { } vouched ? Identify(vouched, end) : NotTheirs;
        }
        catch (HttpRequestException away)
        {
            ServiceIsAway(log, away.Message);
            return Refusal.Busy;
        }
    }

    private static Result<MarketplaceIdentity> Identify(Vouched vouched, DateTimeOffset end)
        => new MarketplaceIdentity($"{vouched.UserId}", MarketplaceTokens.UsableName(vouched.Username), end) { Role = RoleOf(vouched.Roles) };

    private static PersonRole RoleOf(IReadOnlyList<string> roles)
        => roles.Contains("admin") ? PersonRole.Admin : roles.Contains("moderator") ? PersonRole.Moderator : PersonRole.User;

    /// <summary>Read without a key: the service has to approve the token all the same.</summary>
    private DateTimeOffset EndOf(string token)
        => CompactToken.Parse(token) is { } parsed && Claims.Parse(parsed.Payload) is { } claims && claims.TryInstant("exp", out var end) && end is { } told
            ? told
            : clock.GetUtcNow() + UntoldLife;

    [LoggerMessage(LogLevel.Warning, "The auth service cannot be asked: {Reason}")]
    private static partial void ServiceIsAway(ILogger log, string reason);
}
