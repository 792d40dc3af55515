using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using Haggle.Dialects.GameTrade.Shapes;

namespace Haggle.Dialects.GameTrade.Socket;

/// <summary>What frames need to know of the chats that have sockets here: who is in them, under which number, and who was called in.</summary>
internal sealed class Rooms
{
    private readonly Lock gate = new();
    private readonly Dictionary<ChatId, Room> rooms = [];

    /// <param name="isNew">For one socket more, which leaves by <see cref="Leave"/>.</param>
    public void Enter(ChatId chat, IReadOnlyList<Participant> participants, IReadOnlyList<Assignment> called, IEnumerable<Person> others, bool isNew)
    {
        lock (gate)
        {
            if (!rooms.TryGetValue(chat, out var room))
                rooms.Add(chat, room = new Room());
            room.Sockets += isNew ? 1 : 0;
            room.Participants = participants;
            room.Called = called;
            foreach (var person in participants.Select(one => one.Person).Concat(others))
                room.Numbers[person.Id] = person.Number();
        }
    }

    /// <summary>How many chats are remembered: those that have sockets.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return rooms.Count;
        }
    }

    public void Leave(ChatId chat)
    {
        lock (gate)
            if (rooms.TryGetValue(chat, out var room) && --room.Sockets == 0)
                rooms.Remove(chat);
    }

    /// <summary>Somebody whom nobody here has heard of goes by our own number.</summary>
    public long NumberOf(ChatId chat, PersonId person)
    {
        lock (gate)
            return rooms.GetValueOrDefault(chat)?.Numbers.GetValueOrDefault(person, person.Value) ?? person.Value;
    }

    public MessageJson Show(Message message) => MessageJson.From(message, id => NumberOf(message.ChatId, id));

    public ChatJson Show(Chat chat)
    {
        lock (gate)
        {
            var room = rooms.GetValueOrDefault(chat.Id) ?? new Room();
            return ChatJson.From(chat, room.Participants, room.Called.Select(one => ModeratorJson.From(one, id => room.Numbers.GetValueOrDefault(id, id.Value))));
        }
    }

    /// <summary>Events tell who is new before they are spoken of. Safe to hear twice.</summary>
    public void Learn(ChatEvent happened)
    {
        lock (gate)
        {
            if (!rooms.TryGetValue(happened.ChatId, out var room))
                return;
            switch (happened)
            {
                case MemberJoined joined:
                    room.Participants = joined.Participants;
                    foreach (var one in joined.Participants)
                        room.Numbers[one.Person.Id] = one.Person.Number();
                    break;
                case MemberLeft left:
                    room.Participants = [.. room.Participants.Where(one => one.Person.Id != left.PersonId)];
                    break;
                case ModeratorCalled called:
                    room.Called = [.. room.Called.Where(one => one.Id != called.Assignment.Id), called.Assignment];
                    foreach (var person in called.People)
                        room.Numbers[person.Id] = person.Number();
                    break;
                case DisputeSettled settled:
                    room.Called = [.. room.Called.Select(one => one.Id == settled.Assignment.Id ? settled.Assignment : one)];
                    break;
            }
        }
    }

    private sealed class Room
    {
        public int Sockets { get; set; }

        public IReadOnlyList<Participant> Participants { get; set; } = [];

        public IReadOnlyList<Assignment> Called { get; set; } = [];

        public Dictionary<PersonId, long> Numbers { get; } = [];
    }
}
