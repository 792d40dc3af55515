namespace Haggle.Core.People;

/// <summary>How long sign-ins and what belongs to them last.</summary>
public sealed record SessionLimits
{
    /// <summary>1 minute to 1 day, default 15 minutes.</summary>
    public TimeSpan AccessTokenLife { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a session lives without use: 5 minutes to 1 year, default 7 days.</summary>
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromDays(7);

    /// <summary>For so long a used refresh token still gives the pair that its first use gave: two tabs refresh at once.</summary>
    public TimeSpan RefreshGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For so long the claim of a guest can be taken back.</summary>
    public TimeSpan ClaimUndo { get; init; } = TimeSpan.FromHours(24);
}
