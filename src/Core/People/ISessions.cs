namespace Haggle.Core.People;

/// <summary>Who is signed in where. Every method is one transaction.</summary>
public interface ISessions
{
    ValueTask<Session> StartAsync(NewSession session, CancellationToken cancellation);

    /// <summary>The session with its person, ended ones too; null when there never was one.</summary>
    ValueTask<Session?> FindAsync(SessionId id, CancellationToken cancellation);

    /// <summary>Exchanges the refresh key for a new one, under the row's lock.</summary>
    /// <remarks>
    /// A used key gives the same successor again within <paramref name="grace"/> (two tabs); later its use ends the session,
    /// because somebody else has it.
    /// </remarks>
    ValueTask<Rotation> RotateAsync(SessionId id, string presentedKey, string freshKey, DateTimeOffset now, TimeSpan grace, TimeSpan lifetime, CancellationToken cancellation);

    /// <summary>Live sessions of the person, last used first.</summary>
    ValueTask<IReadOnlyList<Session>> ListAsync(PersonId person, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Ends one live session of the person; false when there is none such.</summary>
    ValueTask<bool> EndAsync(PersonId person, SessionId id, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Ends all sessions of the person but <paramref name="keep"/>; returns those it ended.</summary>
    ValueTask<IReadOnlyList<SessionId>> EndAllAsync(PersonId person, SessionId? keep, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Sessions ended since then, by anybody: another node or the command line. So that their sockets can be closed here.</summary>
    ValueTask<IReadOnlyList<(PersonId Person, SessionId Session)>> EndedSinceAsync(DateTimeOffset since, CancellationToken cancellation);

    ValueTask TouchAsync(IReadOnlyCollection<(SessionId Session, DateTimeOffset At)> used, CancellationToken cancellation);
}

public sealed record NewSession(PersonId Person, string RefreshKey, DateTimeOffset Now, DateTimeOffset ExpiresAt, string? DeviceName, string? Address, string? UserAgent);

/// <summary>One sign-in. The refresh key is a random id that the refresh token carries; it is no secret by itself, the token's signature is.</summary>
public sealed record Session
{
    public required SessionId Id { get; init; }

    public required Person Person { get; init; }

    public required string RefreshKey { get; init; }

    /// <summary>When the current refresh key was made; with the key it determines the tokens, so that two tabs get the same pair.</summary>
    public required DateTimeOffset RefreshedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? DeviceName { get; init; }

    public string? Address { get; init; }

    public string? UserAgent { get; init; }

    public bool IsLive(DateTimeOffset now) => EndedAt is null && now < ExpiresAt && !Person.IsDisabled;
}

/// <summary>What came of presenting a refresh key.</summary>
/// <param name="Session">The session with its current key; null when the key is void.</param>
/// <param name="WasReused">An old key came back too late: the session has been ended.</param>
public sealed record Rotation(Session? Session, bool WasReused);
