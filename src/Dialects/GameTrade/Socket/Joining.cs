using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using Haggle.Realtime;

namespace Haggle.Dialects.GameTrade.Socket;

/// <summary>Sockets enter and leave rooms: only those of chats that their person is in.</summary>
internal sealed class Joining(Hub hub, Rooms rooms, GetChat get, IAssignments assignments, IPeople people)
{
    /// <summary>Rooms of one socket.</summary>
    public const int Most = 200;

    /// <returns>Null when it is in now, also when it was before; <see cref="RefusalKind.NotFound"/> <c>chat</c>; <see cref="RefusalKind.TooFast"/> for too many rooms.</returns>
    public async ValueTask<Refusal?> JoinAsync(Connection connection, Person person, ChatId chat, CancellationToken cancellation)
    {
        if (connection.Rooms.Contains(chat))
            return null;
        if (connection.Rooms.Count >= Most)
            return Refusal.Conflict("rooms", $"At most {Most} chats on one socket");
        if (!(await get.RunAsync(person, chat, cancellation)).TryGet(out var view, out var refusal))
            return refusal;
        var called = await assignments.OfAsync([chat], cancellation);
        PersonId[] strangers = [.. called.SelectMany(one => new[] { one.ModeratorId, one.AssignedBy }).Distinct()];
        rooms.Enter(view, called, strangers.Length == 0 ? [] : await people.FindManyAsync(strangers, cancellation));
        if (hub.EnterRoom(connection, chat) is null)
            rooms.Leave(chat); // it was quicker on another way
        return null;
    }

    /// <returns>False when it was not in there.</returns>
    public bool Leave(Connection connection, ChatId chat)
    {
        if (!hub.LeaveRoom(connection, chat))
            return false;
        rooms.Leave(chat);
        return true;
    }
}
