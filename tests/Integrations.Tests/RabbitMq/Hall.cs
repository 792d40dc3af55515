using System.Collections.Concurrent;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Testing;

namespace Haggle.Integrations.Tests.RabbitMq;

/// <summary>Stands where the sockets would be, and notes what they would have heard.</summary>
internal sealed class Hall : IDelivery, IAnnouncer, IKnownCallers
{
    public ConcurrentQueue<ChatEvent> Announced { get; } = [];

    /// <summary>People whose sockets were closed, and why.</summary>
    public Received<(PersonId Person, string Reason)> Disconnected { get; } = new(1_000);

    public IAnnouncer Begin() => this;

    public void Announce(ChatEvent happened) => Announced.Enqueue(happened);

    public void Dispose()
    {
    }

    public void Tell(PersonId person, PersonalEvent happened)
    {
    }

    public void Whisper(FleetingEvent happened)
    {
    }

    public void Disconnect(PersonId person, SessionId? session, string reason) => Disconnected.Add((person, session is null ? reason : "only one session"));

    public void Reconsider(IReadOnlyList<ChatId> chats)
    {
    }

    public void Forget(PersonId person)
    {
    }
}

/// <summary>A port that is away as often as a test says.</summary>
internal sealed class MoodyHearsay(IHearsay inner) : IHearsay
{
    private int outages;

    /// <summary>How many calls fail from now on.</summary>
    public int Outages { set => outages = value; }

    public bool IsThrough => Volatile.Read(ref outages) <= 0;

    /// <summary>What the calls fail with.</summary>
    public Func<Exception> Failure { get; set; } = () => new StorageUnavailableException();

    public ValueTask<bool> NoteAsync(string externalId, DateTimeOffset at, CancellationToken cancellation)
        => Interlocked.Decrement(ref outages) >= 0 ? throw Failure() : inner.NoteAsync(externalId, at, cancellation);
}
