using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Nodes;

namespace Haggle.Realtime;

/// <summary>What goes to the other nodes, and what comes from them.</summary>
public sealed partial class Hub
{
    private readonly Lock telling = new();
    private long whereabouts;

    /// <summary>What the next sheet tells.</summary>
    internal NewsDesk News { get; } = new();

    /// <summary>The version of what the other nodes were told of our people.</summary>
    internal long Whereabouts => Interlocked.Read(ref whereabouts);

    internal NodeId Node => backplane.Node;

    internal bool IsAlone => backplane.IsAlone;

    internal DateTimeOffset Now => clock.Now();

    /// <summary>A change of this node, to the nodes of those who have to hear of it. Where these are may be known a moment too late: then the news tell them.</summary>
    internal void Post(ChatEvent happened, IReadOnlyList<PersonId> hearers)
    {
        if (elsewhere.Among(hearers) is { Count: > 0 } away)
            backplane.Send(new ChatLetter(happened), away);
        News.Note(happened, hearers);
    }

    /// <summary>Another node has told in the store what it did: whatever did not come by letter is read now.</summary>
    internal void Mend(NewsItem item)
    {
        while (true)
        {
            if (streams.TryGetValue(item.ChatId, out var stream))
            {
                if (stream.Reach(item.Revision))
                    return;
                Thread.Yield(); // the sweep is just forgetting this idle stream
            }
            else if (!item.Hearers.Any(people.ContainsKey))
            {
                return;
            }
            else if (streams.TryAdd(item.ChatId, new ChatStream(item.ChatId, this, item)))
            {
                MendedChats++;
                DeliveryMetrics.ChatMended();
            }
        }
    }

    /// <summary>Chats whose first event came from the store and not by letter.</summary>
    internal long MendedChats { get; private set; }

    /// <summary>What this node was told of that one's people is behind: it is asked for all.</summary>
    internal void Compare(NodeId node, long version)
    {
        if (elsewhere.Known(node) is not { } known || known < version)
            SendToAll(new WhereaboutsWanted(node));
    }

    /// <summary>The node is gone, and its people with it.</summary>
    internal void Forget(NodeId gone) => Look(elsewhere.Forget(gone), isNodeGone: true);

    /// <summary>All sockets, because this node does not know any more what it has missed: the clients come back and ask.</summary>
    internal void CloseAll(Sockets.CloseCode code, string reason)
    {
        foreach (var connection in Connections)
            connection.Close(code, reason);
    }

    private void Receive(Letter letter, IReadOnlyList<PersonId>? addressees)
    {
        switch (letter)
        {
            case ChatLetter { Happened: var happened } when addressees is null || addressees.Any(people.ContainsKey):
                Announce(happened, isOwn: false);
                break;
            case PersonalLetter personal:
                TellHere(personal.Person, personal.Happened);
                break;
            case FleetingLetter { Happened: TypingStarted typing }:
                WhisperHere(addressees ?? [], typing.ChatId, typing);
                break;
            case FleetingLetter { Happened: TypingStopped typing }:
                WhisperHere(addressees ?? [], typing.ChatId, typing);
                break;
            case EndLetter end:
                DisconnectHere(end.Person, end.Session, end.Reason);
                break;
            case ReconsiderLetter reconsider:
                ReconsiderHere(reconsider.Chats);
                break;
            case HideLetter hide:
                Presence.Hide(hide.Person, hide.From);
                break;
            case WhereaboutsLetter theirs:
                Look(elsewhere.Take(theirs));
                break;
            case WhereaboutsWanted wanted when wanted.Node == backplane.Node:
                TellAllWhereabouts();
                break;
        }
    }

    /// <summary>Tells those who are here and want to know.</summary>
    private void Look(Moved moved, bool isNodeGone = false)
    {
        foreach (var person in moved.People)
        {
            if (isNodeGone && Of(person) == PresenceStatus.Offline)
                Presence.Left(person); // nobody else can say any more when that was
            TellPresenceHere(person);
        }
        foreach (var (chat, person, isTaken) in moved.Rooms)
        {
            if (Rooms.In(chat).Count == 0 || Rooms.PeopleIn(chat).Contains(person))
                continue;
            var present = PeopleIn(chat);
            TellRoom(isTaken ? new RoomEntered(chat, person, present) : new RoomLeft(chat, person, present), chat, except: null, isPersonal: true);
        }
    }

    private void TellWhereabouts(PersonAt person) => TellWhereabouts([person], []);

    private void TellWhereabouts(RoomSeat seat) => TellWhereabouts([], [seat]);

    private void TellWhereabouts(IReadOnlyList<PersonAt> changed, IReadOnlyList<RoomSeat> rooms)
    {
        if (backplane.IsAlone)
            return;
        lock (telling) // so that the letters leave in the order of their versions
            backplane.SendToAll(new WhereaboutsLetter(backplane.Node, Interlocked.Increment(ref whereabouts), false, changed, rooms));
    }

    private void TellAllWhereabouts()
    {
        lock (telling)
        {
            var version = Whereabouts; // what changes meanwhile is told once more
            PersonAt[] all = [.. people.Select(entry => new PersonAt(entry.Key, entry.Value.Status))];
            backplane.SendToAll(new WhereaboutsLetter(backplane.Node, version, true, all, [.. Rooms.Seats]));
        }
    }

    private void TellPresenceHere(PersonId person)
    {
        var status = Of(person);
        Presence.TellWatchers(new PresenceChanged(person, status, LastSeen(person) ?? (status == PresenceStatus.Offline ? clock.Now() : null)));
    }

    private PresenceStatus StatusHere(PersonId person) => people.TryGetValue(person, out var sockets) ? sockets.Status : PresenceStatus.Offline;

    private void Send(Letter letter, PersonId person)
    {
        if (!backplane.IsAlone)
            backplane.Send(letter, [person]);
    }

    private void SendToAll(Letter letter)
    {
        if (!backplane.IsAlone)
            backplane.SendToAll(letter);
    }
}
