using System.Collections.Concurrent;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Realtime.Nodes;
using Haggle.Realtime.Presence;
using Haggle.Realtime.Sockets;
using Microsoft.Extensions.Logging;

namespace Haggle.Realtime;

/// <summary>Who is connected to this node, and the way of every event to them.</summary>
/// <remarks>
/// Durable events go through the chat's <see cref="ChatStream"/>, which puts them in order; all else goes straight to sockets.
/// What happens here reaches the sockets of this node without waiting for the others, and these in <c>Hub.Nodes.cs</c>.
/// </remarks>
public sealed partial class Hub : IDelivery, IPresence, ITyping
{
    /// <summary>A change that takes longer is not waited for: its event may then come after a later one.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>A store that has just come back has others to serve too.</summary>
    private const int ReconsideredAtOnce = 8;

    private readonly IAudiences audiences;
    private readonly ConcurrentDictionary<PersonId, PersonSockets> people = new();
    private readonly ConcurrentDictionary<ChatId, ChatStream> streams = new();
    private readonly ChangesUnderWay underWay;
    private readonly IBackplane backplane;
    private readonly TimeProvider clock;
    private readonly Elsewhere elsewhere = new();
    private volatile Action<Connection>? farewell;
    private int connectionCount;

    public Hub(IAudiences audiences, IBackplane backplane, TimeProvider clock, ILogger<Hub> log)
    {
        this.audiences = audiences;
        this.backplane = backplane;
        this.clock = clock;
        backplane.Came += Receive;
        underWay = new ChangesUnderWay(happened => Announce(happened));
        Presence = new PresenceBoard(clock);
        Typing = new TypingBoard(clock);
        Log = log;
    }

    public PresenceBoard Presence { get; }

    public RoomBoard Rooms { get; } = new();

    internal TypingBoard Typing { get; }

    /// <summary>Sockets on this node now.</summary>
    public int ConnectionCount => connectionCount;

    /// <summary>Chats whose events this node puts in order now.</summary>
    public int ChatCount => streams.Count;

    internal ILogger Log { get; }

    /// <summary>From now on the connection hears what its person hears.</summary>
    /// <returns>Done when it hears what happens on other nodes too.</returns>
    public Task ConnectAsync(Connection connection)
    {
        Connect(connection);
        return backplane.SubscribeAsync(connection.Listener.PersonId);
    }

    internal void Connect(Connection connection)
    {
        Connection? oldest;
        bool isFirst;
        while (!people.GetOrAdd(connection.Listener.PersonId, static _ => new PersonSockets()).TryAdd(connection, out oldest, out isFirst))
            Thread.Yield(); // the last socket of this person is just going; its entry is about to be removed
        Interlocked.Increment(ref connectionCount);
        connection.OpenedAt = clock.GetUtcNow();
        oldest?.Close(CloseCode.PolicyViolation, "too many sockets");
        farewell?.Invoke(connection);
        if (isFirst)
            TellPresence(connection.Listener.PersonId);
    }

    /// <summary>All sockets, and whoever comes from now on.</summary>
    public void CloseForGood(CloseCode code, string reason)
    {
        farewell = connection => connection.Close(code, reason); // before we look: whoever comes meanwhile is closed by one of us
        CloseAll(code, reason);
    }

    public void Disconnect(Connection connection)
    {
        foreach (var room in connection.Rooms)
            LeaveRoom(connection, room);
        Presence.Unwatch(connection);
        var person = connection.Listener.PersonId;
        Interlocked.Decrement(ref connectionCount);
        backplane.Unsubscribe(person);
        if (!people.TryGetValue(person, out var sockets) || !sockets.Remove(connection))
            return;
        people.TryRemove(new KeyValuePair<PersonId, PersonSockets>(person, sockets));
        Presence.Left(person);
        foreach (var stopped in Typing.StopAll(person))
            Whisper(stopped);
        TellPresence(person);
    }

    public IAnnouncer Begin() => underWay.Begin();

    /// <summary>Takes an event that is durable to the members who are here.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="isOwn">It was committed by this node: the others have to be told.</param>
    public void Announce(ChatEvent happened, bool isOwn = true)
    {
        while (!streams.GetOrAdd(happened.ChatId, static (id, hub) => new ChatStream(id, hub), this).Offer(happened, isOwn))
            Thread.Yield(); // the sweep is just forgetting this idle stream
    }

    public void Tell(PersonId person, PersonalEvent happened)
    {
        TellHere(person, happened);
        Send(new PersonalLetter(person, happened), person);
    }

    internal void TellHere(PersonId person, PersonalEvent happened)
    {
        var own = happened is PersonChanged changed && changed.Person.Id == person ? changed.Person : null;
        foreach (var connection in SocketsOf(person))
        {
            if (own is not null)
                (connection.Person, connection.Listener) = (own, new Listener(person, own.ReadReceipts));
            if (connection.Codec.Encode(happened, connection.Listener) is { } frame)
                connection.Send(frame);
        }
    }

    public void Whisper(FleetingEvent happened)
    {
        switch (happened)
        {
            case TypingStarted typing:
                WhisperInChat(typing.ChatId, typing.PersonId, happened);
                break;
            case TypingStopped typing:
                WhisperInChat(typing.ChatId, typing.PersonId, happened);
                break;
            case PresenceChanged presence:
                Presence.TellWatchers(presence);
                break;
        }
    }

    /// <summary>Tells the person's other sockets in the room what <see cref="Whisper"/> tells everybody else.</summary>
    public void Echo(FleetingEvent happened, ChatId chat, Connection from)
    {
        foreach (var connection in SocketsOf(from.Listener.PersonId))
            if (connection != from && connection.SpeaksForItself && connection.Hears(chat))
                SendFleeting(connection, happened);
    }

    public void Disconnect(PersonId person, SessionId? session, string reason)
    {
        DisconnectHere(person, session, reason);
        Send(new EndLetter(person, session, reason), person);
    }

    private void DisconnectHere(PersonId person, SessionId? session, string reason)
    {
        foreach (var connection in SocketsOf(person))
            if (session is null || connection.Session == session)
                connection.Close(CloseCode.PolicyViolation, reason);
    }

    public void Reconsider(IReadOnlyList<ChatId> chats)
    {
        ReconsiderHere(chats);
        SendToAll(new ReconsiderLetter(chats));
    }

    private void ReconsiderHere(IReadOnlyList<ChatId> chats)
    {
        foreach (var chat in chats)
            if (streams.TryGetValue(chat, out var stream))
                _ = stream.ReconsiderAsync();
    }

    /// <summary>Looks in every chat that is at work here for what was stored without our being told.</summary>
    internal Task ReconsiderAllAsync(CancellationToken cancellation)
        => Parallel.ForEachAsync(
            streams.Values, new ParallelOptions { MaxDegreeOfParallelism = ReconsideredAtOnce, CancellationToken = cancellation },
            async (stream, stopping) => await stream.ReconsiderAsync().WaitAsync(stopping));

    /// <summary>Says a person's status anew, after a device changed it.</summary>
    public void TellPresence(PersonId person)
    {
        TellPresenceHere(person);
        TellWhereabouts(new PersonAt(person, StatusHere(person)));
    }

    /// <summary>On any node: the best of all the person's devices.</summary>
    public PresenceStatus Of(PersonId person)
        => StatusHere(person) is var here && here == PresenceStatus.Online ? here : elsewhere.Of(person) is var there && there > here ? there : here;

    public DateTimeOffset? LastSeen(PersonId person) => Presence.LastSeen(person);

    public void Hide(PersonId person, PersonId? from)
    {
        Presence.Hide(person, from);
        SendToAll(new HideLetter(person, from));
    }

    public TypingStarted? Start(ChatId chat, PersonId person, TypingKind kind, bool eachTime = false) => Typing.Start(chat, person, kind, eachTime);

    public TypingStopped? Stop(ChatId chat, PersonId person) => Typing.Stop(chat, person);

    /// <summary>From memory when the chat is at work here, else from the store.</summary>
    public async ValueTask<bool> MayTypeAsync(ChatId chat, PersonId person, CancellationToken cancellation)
        => streams.TryGetValue(chat, out var stream) && stream.Members is { } members
            ? members.Contains(person)
            : (await audiences.AudienceAsync(chat, cancellation))?.Members.Contains(person) == true;

    /// <summary>Every connection here.</summary>
    public IEnumerable<Connection> Connections
    {
        get
        {
            foreach (var (_, sockets) in people)
                foreach (var connection in sockets.All)
                    yield return connection;
        }
    }

    internal Connection[] SocketsOf(PersonId person) => people.TryGetValue(person, out var sockets) ? sockets.All : [];

    /// <summary>Until what is under way on this node now has been announced.</summary>
    internal Task SettleAsync()
        => underWay.EndAsync() is { IsCompleted: false } end ? Task.WhenAny(end, Task.Delay(Settling)) : Task.CompletedTask;

    internal ValueTask<Audience?> AudienceAsync(ChatId chat) => audiences.AudienceAsync(chat, CancellationToken.None);

    internal ValueTask<IReadOnlyList<Message>> MissedAsync(ChatId chat, long afterSeq, long afterRevision, int limit)
        => audiences.MissedAsync(chat, afterSeq, afterRevision, limit, CancellationToken.None);

    /// <summary>Gives up streams of chats that nobody spoke in for a while.</summary>
    internal void ForgetIdleStreams(long idleSince)
    {
        foreach (var (chat, stream) in streams)
            if (stream.TryRetire(idleSince))
                streams.TryRemove(new KeyValuePair<ChatId, ChatStream>(chat, stream));
    }

    /// <summary>Gives up a stream that could not be set up.</summary>
    internal void Forget(ChatStream stream) => streams.TryRemove(new KeyValuePair<ChatId, ChatStream>(stream.ChatId, stream));

    private void WhisperInChat(ChatId chat, PersonId speaker, FleetingEvent happened)
    {
        var stream = streams.GetOrAdd(chat, static (id, hub) => new ChatStream(id, hub), this);
        if (stream.HearersOf(speaker) is { } hearers)
            WhisperTo(hearers, chat, happened);
        else
            _ = WhisperLaterAsync(stream, speaker, happened);
    }

    /// <summary>The first in a chat that was quiet waits until its audience has been read, or is given up.</summary>
    private async Task WhisperLaterAsync(ChatStream stream, PersonId speaker, FleetingEvent happened)
    {
        await Task.WhenAny(stream.AudienceRead, Task.Delay(Settling));
        if (stream.HearersOf(speaker) is { } hearers)
            WhisperTo(hearers, stream.ChatId, happened);
    }

    private void WhisperTo(IReadOnlyList<PersonId> hearers, ChatId chat, FleetingEvent happened)
    {
        WhisperHere(hearers, chat, happened);
        if (elsewhere.Among(hearers) is { Count: > 0 } away)
            backplane.Send(new FleetingLetter(happened), away);
    }

    private void WhisperHere(IReadOnlyList<PersonId> hearers, ChatId chat, FleetingEvent happened)
    {
        foreach (var hearer in hearers)
            foreach (var connection in SocketsOf(hearer))
                if (connection.Hears(chat))
                    SendFleeting(connection, happened);
    }

    private static void SendFleeting(Connection connection, FleetingEvent happened)
    {
        if (connection.Codec.Encode(happened) is { } frame)
            connection.SendFleeting(frame);
    }
}
