using System.Collections.Concurrent;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Dialects.Lais.Socket;

/// <summary>The chats that have sockets of this wire here, each with the roster and the codec that its sockets share.</summary>
internal sealed class LaisRooms(LookIntoChat look, ListMembers members)
{
    private readonly Dictionary<ChatId, LaisRoom> rooms = [];
    private readonly Lock gate = new();

    public LaisRoom? Find(ChatId chat)
    {
        lock (gate)
            return rooms.GetValueOrDefault(chat);
    }

    /// <summary>For one socket more; <see cref="Leave"/> when it ends.</summary>
    public LaisRoom Enter(ChatId chat)
    {
        lock (gate)
        {
            if (!rooms.TryGetValue(chat, out var room))
                rooms.Add(chat, room = new LaisRoom(() => _ = RefreshAsync(chat)));
            room.Sockets++;
            return room;
        }
    }

    public void Leave(ChatId chat)
    {
        lock (gate)
            if (rooms.TryGetValue(chat, out var room) && --room.Sockets == 0)
                rooms.Remove(chat);
    }

    /// <summary>Everybody who is in the chat, by name. After <see cref="Enter"/>: who comes later is learnt as it comes.</summary>
    public async ValueTask LearnAsync(LaisRoom room, Person member, ChatView view, CancellationToken cancellation)
    {
        room.Roster.Learn(view.Participants);
        if (view.ParticipantCount <= view.Participants.Count)
            return;
        string? from = null;
        do
        {
            if (!(await members.RunAsync(member, view.Chat.Id, new PageRequest(PageRequest.MaxLimit, from), cancellation)).TryGet(out var page, out _))
                return;
            room.Roster.Learn(page.Page.Items);
            from = page.Page.Next;
        }
        while (from is not null);
    }

    /// <summary>Somebody's chats went to another identity of the same person.</summary>
    private async Task RefreshAsync(ChatId chat)
    {
        try
        {
            if (Find(chat) is { } room && (await look.RunAsync(chat, CancellationToken.None)).TryGet(out var view, out _))
                room.Roster.Learn(view.Participants);
        }
        catch (StorageUnavailableException)
        {
            // who is unknown goes by number until the next socket comes
        }
    }
}

/// <summary>One chat with sockets of this wire.</summary>
internal sealed class LaisRoom
{
    private readonly ConcurrentDictionary<PersonId, int> reading = new();
    private readonly ConcurrentDictionary<PersonId, long> told = new();

    public LaisRoom(Action refresh) => Codec = new LaisCodec(this, refresh);

    public Roster Roster { get; } = new();

    public LaisCodec Codec { get; }

    /// <summary>Changed under the lock of all rooms.</summary>
    public int Sockets { get; set; }

    /// <summary>Whether a pointer's move has been told by this wire itself, which knows more of it.</summary>
    public bool HasTold(PointerMoved moved) => reading.ContainsKey(moved.PersonId) || (told.TryGetValue(moved.PersonId, out var revision) && moved.Revision <= revision);

    public void BeginReading(PersonId reader) => reading.AddOrUpdate(reader, 1, static (_, count) => count + 1);

    public void EndReading(PersonId reader, long? revision)
    {
        if (revision is { } at)
            told.AddOrUpdate(reader, at, (_, before) => Math.Max(before, at));
        if (reading.AddOrUpdate(reader, 0, static (_, count) => count - 1) == 0)
            reading.TryRemove(new KeyValuePair<PersonId, int>(reader, 0));
    }
}
