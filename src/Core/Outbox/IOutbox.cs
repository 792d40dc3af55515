namespace Haggle.Core.Outbox;

/// <summary>Events for other systems that have been stored and not yet sent. They get in with the change that they tell of: see <see cref="Chats.ChatChange.SystemSaid"/>.</summary>
public interface IOutbox
{
    /// <summary>
    /// The turn to send. Over all processes on one database one has it at a time, so that events keep their order and none is sent twice while all goes well. It
    /// ends when it is disposed of, which is always safe, and when its process or machine dies.
    /// </summary>
    /// <param name="most">Whoever hangs in its turn for so long has lost it: more than zero, up to an hour.</param>
    /// <returns>Null while somebody else has it.</returns>
    ValueTask<IAsyncDisposable?> TakeTurnAsync(TimeSpan most, CancellationToken cancellation);

    /// <summary>Those that have waited longest, in their order; empty when none waits. They stay until they are forgotten.</summary>
    /// <param name="limit">At most so many: 1 to 1,000.</param>
    ValueTask<IReadOnlyList<WaitingEvent>> PeekAsync(int limit, CancellationToken cancellation);

    /// <summary>These have been sent. Safe to repeat.</summary>
    ValueTask ForgetAsync(IReadOnlyCollection<WaitingEvent> sent, CancellationToken cancellation);

    /// <summary>How far behind it is.</summary>
    ValueTask<OutboxState> LookAsync(CancellationToken cancellation);
}

/// <summary>Wakes whoever sends what is in the outbox. Only a hint: without it an event leaves a little later.</summary>
public interface IOutboxBell
{
    /// <summary>After the commit. Never waits, never throws.</summary>
    void Ring();
}
