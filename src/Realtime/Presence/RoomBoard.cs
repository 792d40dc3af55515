using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Realtime.Presence;

/// <summary>Which sockets of this node are in which chat's room: for wires whose sockets hear the chats that they have entered, and no others.</summary>
public sealed class RoomBoard
{
    private readonly Lock gate = new();
    private readonly Dictionary<ChatId, Connection[]> rooms = [];

    /// <summary>The sockets in the room. Changed by copy: what is returned stays as it is.</summary>
    public IReadOnlyList<Connection> In(ChatId chat)
    {
        lock (gate)
            return rooms.GetValueOrDefault(chat, []);
    }

    /// <summary>Who has a socket in the room, each once, in the order of coming.</summary>
    public IReadOnlyList<PersonId> PeopleIn(ChatId chat) => [.. In(chat).Select(connection => connection.Listener.PersonId).Distinct()];

    /// <summary>Who is in which room, each once.</summary>
    internal IReadOnlyList<Nodes.RoomSeat> Seats
    {
        get
        {
            lock (gate)
                return [.. rooms.SelectMany(room => room.Value.Select(connection => new Nodes.RoomSeat(room.Key, connection.Listener.PersonId, true))).Distinct()];
        }
    }

    /// <returns>Whether it is the person's first socket in this room; null when it is in there already.</returns>
    public bool? Enter(Connection connection, ChatId chat)
    {
        lock (gate)
        {
            var before = rooms.GetValueOrDefault(chat, []);
            if (!connection.Enter(chat))
                return null;
            rooms[chat] = [.. before, connection];
            return !before.Any(other => other.Listener.PersonId == connection.Listener.PersonId);
        }
    }

    /// <returns>Whether it was the person's last socket in this room; null when it was not in there.</returns>
    public bool? Leave(Connection connection, ChatId chat)
    {
        lock (gate)
        {
            if (!connection.Leave(chat))
                return null;
            Connection[] left = [.. rooms.GetValueOrDefault(chat, []).Where(other => other != connection)];
            if (left.Length > 0)
                rooms[chat] = left;
            else
                rooms.Remove(chat);
            return !left.Any(other => other.Listener.PersonId == connection.Listener.PersonId);
        }
    }
}
