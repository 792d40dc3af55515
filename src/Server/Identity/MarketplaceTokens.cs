using Haggle.Core;
using Haggle.Core.People;
using Haggle.Server.Identity.Tokens;

namespace Haggle.Server.Identity;

/// <summary>Checks tokens that the marketplace signs: HS256 by a shared secret, RS256 and ES256 by its published keys; what these do not know, its auth service may.</summary>
internal sealed class MarketplaceTokens(
    SharedSecret? secret, IKeySetSource? keySets, string? issuer, string? audience, AskedTokens? asked, TimeProvider clock) : IMarketplaceTokens
{
    /// <summary>How far the marketplace's clock may be off.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>Where issuers say what a token is for; a refresh token of theirs must not open our door.</summary>
    private static readonly string[] PurposeClaims = ["typ", "type", "token_type", "token_use"];

    private readonly string[] issuers = issuer?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static readonly Refusal NotTheirs = Refusal.Unauthenticated("Not authenticated");

    /// <summary>False: this server knows no marketplace, and every token of one is refused.</summary>
    public bool IsConfigured => HasKeys || asked is not null;

    private bool HasKeys => secret is not null || keySets is not null;

    public async ValueTask<Result<MarketplaceIdentity>> ReadAsync(string? token, CancellationToken cancellation)
    {
        var read = HasKeys ? await VerifyAsync(token, cancellation) : NotTheirs;
        return asked is not null && read.Refusal is { Kind: RefusalKind.Unauthenticated } ? await asked.ReadAsync(token, cancellation) : read;
    }

    private async ValueTask<Result<MarketplaceIdentity>> VerifyAsync(string? token, CancellationToken cancellation)
    {
        if (CompactToken.Parse(token) is not { } parsed)
            return NotTheirs;
        var verified = await IsSignedAsync(parsed, cancellation);
        if (!verified.TryGet(out var isSigned, out var refusal))
            return refusal;
        return isSigned && Claims.Parse(parsed.Payload) is { } claims ? Identify(claims) : NotTheirs;
    }

    /// <returns><see cref="RefusalKind.Busy"/> when the marketplace's keys could not be had at all.</returns>
    private async ValueTask<Result<bool>> IsSignedAsync(CompactToken token, CancellationToken cancellation)
    {
        if (token.Algorithm == "HS256")
            return secret is not null && token.IsSignedBy(secret);
        if (token.Algorithm is not ("RS256" or "ES256") || keySets is null)
            return false;
        var set = await keySets.GetAsync(token, cancellation);
        return set is null ? Refusal.Busy : set.For(token).Any(token.IsSignedBy);
    }

    private Result<MarketplaceIdentity> Identify(Claims claims)
    {
        if (PurposeClaims.Any(name => string.Equals(claims.Text(name), "refresh", StringComparison.OrdinalIgnoreCase)))
            return NotTheirs;
        if (!claims.IsCurrent(clock.GetUtcNow(), Skew, Skew, out var expiresAt))
            return NotTheirs;
        if ((issuers.Length > 0 && !issuers.Contains(claims.Text("iss"))) || (audience is not null && !claims.IsFor(audience)))
            return NotTheirs;
        return (claims.Has("sub") ? claims.Text("sub") : claims.Number("user_id")) is { } subject && PersonRules.CheckExternalId(subject) is null
            ? new MarketplaceIdentity(subject, NameOf(claims), expiresAt)
            {
                Issuer = claims.Text("iss"),
                Party = claims.Text("azp"),
            }
            : NotTheirs;
    }

    private static string? NameOf(Claims claims)
        => UsableName(claims.Text("name")) ?? UsableName(claims.Text("preferred_username")) ?? UsableName(claims.Text("username"));

    internal static string? UsableName(string? name) => name is not null && PersonRules.CheckDisplayName(name) is null ? name.Trim() : null;
}
