using System.Text;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly Town town = new();

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task A_reader_that_is_too_slow_is_closed_and_told_so()
    {
        var slow = town.Arrive(1);
        var large = Frame.Text(new byte[32 * 1024]);
        var sent = 0;
        while (slow.Connection.Send(large))
            Assert.True(++sent < 80, "the queue has no bound");
        var heard = "";
        while (!heard.StartsWith("close", StringComparison.Ordinal))
            heard = await ReadAsync(slow);
        Assert.Equal("close 1013", heard);
    }

    [Fact]
    public async Task What_happens_before_the_client_knows_that_it_is_connected_is_the_first_that_it_hears()
    {
        using var wire = new Wire();
        var connection = new Connection(wire.Dispose, new Listener(new PersonId(1), ReadReceipts: true), null, new PlainCodec(), 1024);
        connection.Send(Frame.Text("early"u8));
        connection.Open(wire.Server);
        connection.Send(Frame.Text("late"u8));
        Assert.Equal(["early", "late"], await new Ear(connection, wire.Client).HearAsync(2));
    }

    [Fact]
    public async Task A_slow_reader_does_not_hold_up_the_others()
    {
        var slow = town.Arrive(1);
        var quick = town.Arrive(2);
        var large = Frame.Text(new byte[32 * 1024]);
        while (slow.Connection.Send(large))
        {
        }
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await quick.HearAsync());
    }

    [Fact]
    public async Task What_is_said_while_a_frame_is_being_written_follows_it()
    {
        var ears = Enumerable.Range(0, 20).Select(person => town.Arrive(person)).ToList();
        foreach (var ear in ears)
        {
            ear.Connection.Send(Frame.Text("first"u8));
            Assert.Equal("first", await ear.HearAsync()); // while the others hear it, the queue of this one comes to rest
        }
        var large = new string('x', 60_000);
        foreach (var ear in ears)
        {
            for (var i = 0; i < 10; i++) // more than the wire takes before somebody reads
                ear.Connection.Send(Frame.Text(Encoding.UTF8.GetBytes(large)));
            Assert.Equal(large, await ear.HearAsync()); // so the writing has begun
            ear.Connection.Send(Frame.Text("last"u8));
            Assert.Equal([.. Enumerable.Repeat(large, 9), "last"], await ear.HearAsync(10).WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }

    [Fact]
    public async Task Events_wait_while_a_client_catches_up_and_what_it_got_is_not_repeated()
    {
        var olga = town.Arrive(1);
        var witness = town.Arrive(2);
        olga.Connection.BeginCatchUp(olga.Connection.Codec);
        for (var seq = 1; seq <= 5; seq++)
            town.Hub.Announce(new MessageSent(town.Say(seq)));
        while (await witness.HearAsync() != "m5")
        {
        }
        olga.Connection.Send(Frame.Text("what you missed: up to m3"u8));
        olga.Connection.EndCatchUp(new Dictionary<ChatId, long> { [Town.Chat] = 3 });
        Assert.Equal(["what you missed: up to m3", "m4", "m5"], await olga.HearAsync(3));
    }

    [Fact]
    public async Task An_event_that_was_just_put_into_words_when_the_client_began_to_catch_up_waits_in_the_words_that_it_speaks_now()
    {
        var olga = town.Arrive(1);
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await olga.HearAsync());
        olga.Connection.Codec = new OldWords(() => olga.Connection.BeginCatchUp(new PlainCodec()));
        town.Hub.Announce(new MessageSent(town.Say(2)));
        olga.Connection.EndCatchUp(new Dictionary<ChatId, long>());
        Assert.Equal("m2", await olga.HearAsync());
    }

    [Fact]
    public async Task An_event_that_was_under_way_while_the_client_caught_up_is_not_repeated_later()
    {
        var olga = town.Arrive(1);
        olga.Connection.BeginCatchUp(olga.Connection.Codec);
        olga.Connection.EndCatchUp(new Dictionary<ChatId, long> { [Town.Chat] = 2 });
        town.Hub.Announce(new MessageSent(town.Say(1)));
        town.Hub.Announce(new MessageSent(town.Say(2)));
        town.Hub.Announce(new MessageSent(town.Say(3)));
        Assert.Equal("m3", await olga.HearAsync());
    }

    [Fact]
    public void The_twenty_first_socket_of_a_person_closes_the_oldest()
    {
        var ears = Enumerable.Range(0, 21).Select(_ => town.Arrive(1)).ToList();
        Assert.True(ears[0].Connection.IsClosing);
        Assert.DoesNotContain(ears[1..], ear => ear.Connection.IsClosing);
    }

    [Fact]
    public void Ending_a_session_closes_its_sockets_and_no_others()
    {
        var olga = town.Arrive(1);
        var ivan = town.Arrive(2);
        town.Hub.Disconnect(new PersonId(1), null, "signed out");
        Assert.True(olga.Connection.IsClosing);
        Assert.False(ivan.Connection.IsClosing);
    }

    private static async Task<string> ReadAsync(Ear ear)
    {
        var heard = await ear.HearAsync();
        return heard.Length > 100 ? Encoding.UTF8.GetByteCount(heard) + " bytes" : heard;
    }

    /// <summary>Somebody else acts while they are spoken.</summary>
    private sealed class OldWords(Action meanwhile) : IWireCodec
    {
        public long WordingFor(ChatEvent happened, in Listener listener) => 0;

        public Frame? Encode(ChatEvent happened, in Listener listener)
        {
            meanwhile();
            return Frame.Text("old words"u8.ToArray());
        }

        public Frame? Encode(PersonalEvent happened, in Listener listener) => null;

        public Frame? Encode(FleetingEvent happened) => null;

        public Frame? Farewell(string reason) => null;
    }
}
