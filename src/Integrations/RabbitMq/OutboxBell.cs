using Haggle.Core.Outbox;

namespace Haggle.Integrations.RabbitMq;

/// <summary>Wakes the relay. Rung while nobody waits, it is heard by the next who does.</summary>
internal sealed class OutboxBell : IOutboxBell, IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);
    private readonly Lock door = new();

    public void Ring()
    {
        lock (door)
            if (rung.CurrentCount == 0)
                rung.Release();
    }

    /// <summary>Until it rings, or so long.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancellation) => rung.WaitAsync(most, cancellation);

    public void Dispose() => rung.Dispose();
}
