namespace Haggle.Core.Outbox;

/// <summary>How far behind the outbox is.</summary>
/// <param name="Waiting">Events that wait, counted up to <see cref="MostCounted"/>.</param>
/// <param name="Oldest">When the one that has waited longest was stored; null when none waits.</param>
public sealed record OutboxState(int Waiting, DateTimeOffset? Oldest)
{
    public const int MostCounted = 10_000;
}
