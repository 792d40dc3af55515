using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Realtime.Nodes;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime;

/// <summary>Rooms: sockets that hear the chats they have entered, and learn who else is there.</summary>
public sealed partial class Hub
{
    /// <summary>From now on the connection hears this chat; those in the room learn of who is new there.</summary>
    /// <returns>Who is in the room now; null when the connection was in there already.</returns>
    public IReadOnlyList<PersonId>? EnterRoom(Connection connection, ChatId chat)
    {
        if (Rooms.Enter(connection, chat) is not { } isFirst)
            return null;
        var person = connection.Listener.PersonId;
        var present = PeopleIn(chat);
        var isPersonal = isFirst && !elsewhere.IsIn(chat, person);
        if (isPersonal || connection.SpeaksForItself)
            TellRoom(new RoomEntered(chat, person, present), chat, connection, isPersonal);
        if (isFirst)
            TellWhereabouts(new RoomSeat(chat, person, true));
        return present;
    }

    /// <summary>Who has a socket in the room, here or on another node, each once.</summary>
    public IReadOnlyList<PersonId> PeopleIn(ChatId chat)
        => elsewhere.PeopleIn(chat) is { Count: > 0 } others ? [.. Rooms.PeopleIn(chat).Union(others)] : Rooms.PeopleIn(chat);

    /// <returns>False when the connection was not in there.</returns>
    public bool LeaveRoom(Connection connection, ChatId chat)
    {
        if (Rooms.Leave(connection, chat) is not { } isLast)
            return false;
        var person = connection.Listener.PersonId;
        var isPersonal = isLast && !elsewhere.IsIn(chat, person);
        if (isPersonal || connection.SpeaksForItself)
            TellRoom(new RoomLeft(chat, person, PeopleIn(chat)), chat, connection, isPersonal);
        if (isLast)
            TellWhereabouts(new RoomSeat(chat, person, false));
        return true;
    }

    /// <summary>The person is no longer in the chat: sockets that were opened for it have nothing left to hear.</summary>
    internal void Evict(PersonId person, ChatId chat)
    {
        foreach (var connection in SocketsOf(person))
            if (connection.Home == chat)
                connection.Close(CloseCode.PolicyViolation, "no longer in this chat");
            else
                LeaveRoom(connection, chat);
    }

    /// <param name="isPersonal">The person came or went with it; otherwise only this socket did, which is news to those like it.</param>
    private void TellRoom(FleetingEvent happened, ChatId chat, Connection? except, bool isPersonal)
    {
        foreach (var connection in Rooms.In(chat))
            if (connection != except && (isPersonal || connection.SpeaksForItself))
                SendFleeting(connection, happened);
    }
}
