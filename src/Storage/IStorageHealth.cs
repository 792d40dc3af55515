namespace Haggle.Storage;

/// <summary>How the store is now.</summary>
public interface IStorageHealth
{
    /// <summary>Looks, by reading and by writing one row. Never throws for a store that is away. Looks at most once a second; in between it says the same again.</summary>
    ValueTask<StorageHealth> CheckAsync(CancellationToken cancellation);
}

/// <param name="Engine"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="IsReachable">It answers.</param>
/// <param name="IsWritable">It takes changes: not read-only, not full.</param>
/// <param name="IsCurrent">Its schema is the one that this program knows.</param>
/// <param name="Bytes">What the data takes; null when it does not answer.</param>
/// <param name="Problem">One line for the operator; null when all is well. Holds no secret.</param>
public sealed record StorageHealth(string Engine, bool IsReachable, bool IsWritable, bool IsCurrent, long? Bytes, string? Problem)
{
    /// <summary>Of the engine, as it says; null when it does not answer.</summary>
    public string? Version { get; init; }

    /// <summary>What time it is at the database's; null when it does not answer, or runs in this process.</summary>
    public DateTimeOffset? Clock { get; init; }

    public bool IsWell => IsReachable && IsWritable && IsCurrent;
}
