using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Realtime.Nodes;
using Haggle.Realtime.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haggle.Realtime.Tests;

/// <summary>A hub with people who listen, and a store that tells who is in a chat and what was said; several towns may share one.</summary>
internal sealed class Town : IDisposable
{
    public static readonly ChatId Chat = Archive.Chat;
    private readonly List<Wire> wires = [];

    public Town(Archive? archive = null, IBackplane? backplane = null, TimeProvider? clock = null)
    {
        Archive = archive ?? new Archive();
        Hub = new Hub(Archive, backplane ?? new Alone(), clock ?? TimeProvider.System, NullLogger<Hub>.Instance);
    }

    public Archive Archive { get; }

    public Hub Hub { get; }

    public List<PersonId> Members => Archive.Members;

    public Ear Arrive(long person) => Arrive(person, room: null);

    /// <summary>With a socket that hears only the chat it was opened for.</summary>
    public Ear ArriveInRoom(long person)
    {
        var ear = Arrive(person, Chat);
        Hub.EnterRoom(ear.Connection, Chat);
        return ear;
    }

    private Ear Arrive(long person, ChatId? room)
    {
        var id = new PersonId(person);
        if (!Members.Contains(id))
            Members.Add(id);
        var wire = new Wire();
        wires.Add(wire);
        var connection = new Connection(wire.Dispose, new Listener(id, ReadReceipts: true), null, new PlainCodec(), 1024) { Home = room, IsInRooms = room is not null };
        connection.Open(wire.Server);
        Assert.True(Hub.ConnectAsync(connection).IsCompletedSuccessfully);
        return new Ear(connection, wire.Client);
    }

    /// <summary>A message as it is in the store, whether anybody was told or not.</summary>
    public Message Say(long seq, long? revision = null) => Archive.Say(seq, revision);

    public void Dispose()
    {
        foreach (var wire in wires)
            wire.Dispose();
    }
}

/// <summary>One listener's end of the wire.</summary>
internal sealed class Ear(Connection connection, Stream stream)
{
    public Connection Connection => connection;

    /// <summary>The next words said, or a close code.</summary>
    public async Task<string> HearAsync()
    {
        var header = new byte[2];
        await stream.ReadExactlyAsync(header);
        long length = header[1];
        if (length == 126)
        {
            await stream.ReadExactlyAsync(header.AsMemory(0, 2));
            length = header[0] << 8 | header[1];
            header[0] = 0x81;
        }
        var payload = new byte[length];
        await stream.ReadExactlyAsync(payload);
        return (header[0] & 0x0f) == 8 ? $"close {payload[0] << 8 | payload[1]}" : System.Text.Encoding.UTF8.GetString(payload);
    }

    public async Task<IReadOnlyList<string>> HearAsync(int count)
    {
        var heard = new List<string>();
        while (heard.Count < count)
            heard.Add(await HearAsync());
        return heard;
    }
}

/// <summary>Words as short as a test wants to read them.</summary>
internal sealed class PlainCodec : IWireCodec
{
    public int Encoded { get; private set; }

    public long WordingFor(ChatEvent happened, in Listener listener) => 0;

    public Frame? Encode(ChatEvent happened, in Listener listener)
    {
        Encoded++;
        return Text(happened switch
        {
            MessageSent sent => $"{sent.Message.Content}",
            MessageUpdated updated => $"edit of {updated.Message.Content}",
            MemberLeft left => $"left {left.PersonId}",
            MemberJoined joined => $"joined {joined.Entrant.Person.Id}",
            _ => happened.GetType().Name,
        });
    }

    public Frame? Encode(PersonalEvent happened, in Listener listener) => Text(happened.GetType().Name);

    public Frame? Encode(FleetingEvent happened) => Text(happened is TypingStarted typing ? $"{typing.PersonId} types"
        : happened is RoomEntered entered ? $"{entered.PersonId} entered, {string.Join(' ', entered.Present)} are here"
        : happened is RoomLeft left ? $"{left.PersonId} left, {string.Join(' ', left.Present)} are here"
        : happened.GetType().Name);

    public Frame? Farewell(string reason) => null;

    private static Frame Text(string words) => Frame.Text(System.Text.Encoding.UTF8.GetBytes(words));
}
