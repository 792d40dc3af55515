namespace Haggle.Integrations.RabbitMq;

/// <summary>Pauses between tries that fail, each twice the last up to ten seconds.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private TimeSpan next = First;

    /// <summary>Something went well: the next failure is a first one.</summary>
    public void Reset() => next = First;

    public Task PauseAsync(CancellationToken cancellation)
    {
        var pause = next;
        next = next * 2 < Longest ? next * 2 : Longest;
        return Task.Delay(pause, clock, cancellation);
    }
}
