using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Realtime;

namespace Haggle.Dialects.GameTrade.Socket;

/// <summary>Sockets enter and leave rooms: only those of chats that their person is in.</summary>
internal sealed class Joining(Hub hub, Rooms rooms, GetChat get, IChats chats, IAssignments assignments, IPeople people)
{
    /// <summary>Rooms of one socket.</summary>
    public const int Most = 200;

    public Visits Of(Connection connection) => new(this, connection);

    /// <summary>The rooms of one socket. It counts them itself: the hub lets a socket out of a room alone when its person is no longer in the chat.</summary>
    internal sealed class Visits(Joining joining, Connection connection)
    {
        private readonly HashSet<ChatId> counted = [];

        /// <returns>Null when it is in now, also when it was before; <see cref="RefusalKind.NotFound"/> <c>chat</c>; <see cref="RefusalKind.Conflict"/> <c>rooms</c> for too many.</returns>
        public async ValueTask<Refusal?> JoinAsync(Person person, ChatId chat, CancellationToken cancellation)
        {
            if (connection.Rooms.Contains(chat))
                return null;
            if (counted.Count >= Most && !counted.Contains(chat))
                return Refusal.Conflict("rooms", $"At most {Most} chats on one socket");
            if (!(await joining.LookAsync(person, chat, cancellation)).TryGet(out var view, out var refusal))
                return refusal;
            await joining.EnterAsync(connection, view, isNew: counted.Add(chat), cancellation);
            return null;
        }

        public void Leave(ChatId chat) => joining.Leave(connection, chat, isCounted: counted.Remove(chat));

        public void End()
        {
            foreach (var chat in counted.ToList())
                Leave(chat);
        }
    }

    private ValueTask<Result<ChatView>> LookAsync(Person person, ChatId chat, CancellationToken cancellation) => get.RunAsync(person, chat, cancellation);

    private async ValueTask EnterAsync(Connection connection, ChatView view, bool isNew, CancellationToken cancellation)
    {
        var called = await assignments.OfAsync([view.Chat.Id], cancellation);
        PersonId[] strangers = [.. called.SelectMany(one => new[] { one.ModeratorId, one.AssignedBy }).Distinct()];
        var others = strangers.Length == 0 ? [] : await people.FindManyAsync(strangers, cancellation);
        rooms.Enter(view.Chat.Id, await chats.EverybodyAsync(view, cancellation), called, others, isNew);
        hub.EnterRoom(connection, view.Chat.Id);
    }

    private void Leave(Connection connection, ChatId chat, bool isCounted)
    {
        hub.LeaveRoom(connection, chat);
        if (isCounted)
            rooms.Leave(chat);
    }
}
