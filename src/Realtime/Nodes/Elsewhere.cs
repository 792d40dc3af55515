using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Realtime.Nodes;

/// <summary>Who is connected to other nodes, and in which rooms, as these told us.</summary>
/// <remarks>About forty bytes for everybody who is online anywhere: what it costs to answer without asking.</remarks>
internal sealed class Elsewhere
{
    private readonly Lock gate = new();
    private readonly Dictionary<NodeId, Neighbour> nodes = [];

    public PresenceStatus Of(PersonId person)
    {
        lock (gate)
        {
            var best = PresenceStatus.Offline;
            foreach (var node in nodes.Values)
                if (node.People.GetValueOrDefault(person) is var status && status > best)
                    best = status;
            return best;
        }
    }

    /// <summary>Those of them who are connected to another node.</summary>
    public IReadOnlyList<PersonId> Among(IReadOnlyList<PersonId> people)
    {
        lock (gate)
            return nodes.Count == 0 ? [] : [.. people.Where(person => nodes.Values.Any(node => node.People.ContainsKey(person)))];
    }

    public IReadOnlyList<PersonId> PeopleIn(ChatId chat)
    {
        lock (gate)
            return nodes.Count == 0 ? [] : [.. nodes.Values.SelectMany(node => node.Rooms.GetValueOrDefault(chat, []))];
    }

    public bool IsIn(ChatId chat, PersonId person)
    {
        lock (gate)
            return nodes.Values.Any(node => node.Rooms.GetValueOrDefault(chat, []).Contains(person));
    }

    /// <summary>The version up to which we know this node's people; null when something was missed.</summary>
    public long? Known(NodeId node)
    {
        lock (gate)
            return nodes.TryGetValue(node, out var known) && !known.IsDoubtful ? known.Version : null;
    }

    /// <returns>Who may be elsewhere than before, and whose rooms may be others than before.</returns>
    public Moved Take(WhereaboutsLetter letter)
    {
        lock (gate)
        {
            if (!nodes.TryGetValue(letter.Node, out var node))
                nodes.Add(letter.Node, node = new Neighbour());
            if (letter.IsWhole)
                return letter.Version < node.Version ? Moved.Nothing : node.Replace(letter);
            if (letter.Version <= node.Version && !node.IsDoubtful)
                return Moved.Nothing; // has come twice
            node.IsDoubtful |= letter.Version != node.Version + 1;
            node.Version = Math.Max(node.Version, letter.Version);
            return node.Apply(letter.People, letter.Rooms);
        }
    }

    /// <summary>The node is gone, and its people with it.</summary>
    public Moved Forget(NodeId gone)
    {
        lock (gate)
            return nodes.Remove(gone, out var node) ? node.All() : Moved.Nothing;
    }

    private sealed class Neighbour
    {
        public Dictionary<PersonId, PresenceStatus> People { get; } = [];

        public Dictionary<ChatId, HashSet<PersonId>> Rooms { get; } = [];

        public long Version { get; set; }

        public bool IsDoubtful { get; set; } = true;

        public Moved Apply(IReadOnlyList<PersonAt> people, IReadOnlyList<RoomSeat> rooms)
        {
            foreach (var (person, status) in people)
                if (status == PresenceStatus.Offline)
                    People.Remove(person);
                else
                    People[person] = status;
            foreach (var (chat, person, isTaken) in rooms)
            {
                if (!Rooms.TryGetValue(chat, out var room))
                    Rooms.Add(chat, room = []);
                if (isTaken)
                    room.Add(person);
                else
                    room.Remove(person);
                if (room.Count == 0)
                    Rooms.Remove(chat);
            }
            return new Moved([.. people.Select(one => one.Person)], rooms);
        }

        public Moved Replace(WhereaboutsLetter letter)
        {
            var before = All();
            People.Clear();
            Rooms.Clear();
            (Version, IsDoubtful) = (letter.Version, false);
            Apply(letter.People, letter.Rooms);
            var now = letter.Rooms.ToHashSet();
            var left = before.Rooms.Where(seat => !now.Contains(seat with { IsTaken = true }));
            var came = letter.Rooms.Where(seat => !before.Rooms.Contains(seat with { IsTaken = false }));
            return new Moved([.. before.People.Union(letter.People.Select(one => one.Person))], [.. left, .. came]);
        }

        /// <summary>As if everybody left.</summary>
        public Moved All() => new([.. People.Keys], [.. Rooms.SelectMany(room => room.Value.Select(person => new RoomSeat(room.Key, person, false)))]);
    }
}

/// <summary>Whose whereabouts are to be looked at anew.</summary>
internal sealed record Moved(IReadOnlyList<PersonId> People, IReadOnlyList<RoomSeat> Rooms)
{
    public static readonly Moved Nothing = new([], []);
}
