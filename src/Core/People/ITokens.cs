namespace Haggle.Core.People;

/// <summary>Our own tokens.</summary>
public interface ITokens
{
    /// <summary>The pair that belongs to the session's current refresh key: the same pair every time.</summary>
    /// <param name="accessLife">For wires that cannot refresh; null: <see cref="SessionLimits.AccessTokenLife"/>.</param>
    TokenPair Issue(Session session, TimeSpan? accessLife = null);

    /// <param name="token">As it came, unchecked.</param>
    /// <returns>What a good refresh token says, whether or not its session still lives; else <see cref="RefusalKind.Unauthenticated"/>.</returns>
    Result<RefreshClaims> ReadRefresh(string? token);
}

public sealed record RefreshClaims(PersonId Person, SessionId Session, string Key, DateTimeOffset ExpiresAt);

/// <summary>Tokens that the marketplace issues to its own people.</summary>
public interface IMarketplaceTokens
{
    /// <returns>Who it is; <see cref="RefusalKind.Unauthenticated"/>, also when the server knows no key of a marketplace.</returns>
    ValueTask<Result<MarketplaceIdentity>> ReadAsync(string? token, CancellationToken cancellation);
}

/// <param name="ExternalId">1 to 128 characters.</param>
/// <param name="DisplayName">1 to 64 characters; null when the token has none that can be used.</param>
/// <param name="ExpiresAt">When the token ends.</param>
public sealed record MarketplaceIdentity(string ExternalId, string? DisplayName, DateTimeOffset ExpiresAt)
{
    /// <inheritdoc cref="Caller.Issuer"/>
    public string? Issuer { get; init; }

    /// <inheritdoc cref="Caller.Party"/>
    public string? Party { get; init; }

    /// <summary>What the marketplace itself vouches for while this token is good; null where only the token speaks, which gives no role.</summary>
    public PersonRole? Role { get; init; }
}
