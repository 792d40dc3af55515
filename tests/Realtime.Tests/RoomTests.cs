using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime.Tests;

public sealed class RoomTests : IDisposable
{
    private static readonly ChatId OtherChat = new(2);
    private readonly Town town = new();

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task Those_in_a_room_hear_of_whoever_is_new_there_once_for_all_of_the_persons_sockets()
    {
        var olga = town.ArriveInRoom(1);
        var first = town.ArriveInRoom(2);
        var second = town.ArriveInRoom(2);
        Assert.Equal("2 entered, 1 2 are here", await olga.HearAsync());
        town.Hub.Disconnect(first.Connection);
        town.Hub.Disconnect(second.Connection);
        Assert.Equal("2 left, 1 are here", await olga.HearAsync());
    }

    [Fact]
    public async Task A_socket_in_a_room_hears_that_chat_and_no_other()
    {
        var here = town.ArriveInRoom(1);
        var everywhere = town.Arrive(1);
        var elsewhere = town.ArriveInRoom(1);
        Assert.True(town.Hub.LeaveRoom(elsewhere.Connection, Town.Chat));
        Assert.NotNull(town.Hub.EnterRoom(elsewhere.Connection, OtherChat));
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await here.HearAsync());
        Assert.Equal("m1", await everywhere.HearAsync());
        elsewhere.Connection.Send(Frame.Text("nothing before"u8));
        Assert.Equal("nothing before", await elsewhere.HearAsync());
    }

    [Fact]
    public async Task A_socket_that_was_opened_for_a_chat_ends_when_its_person_is_no_longer_in_it()
    {
        var ivan = town.ArriveInRoom(2);
        var everywhere = town.Arrive(2);
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await ivan.HearAsync());
        town.Hub.Announce(new MemberLeft(Town.Chat, 2, new PersonId(2), null));
        Assert.Equal("left 2", await ivan.HearAsync());
        Assert.Equal("close 1008", await ivan.HearAsync());
        Assert.Equal(["m1", "left 2"], await everywhere.HearAsync(2));
        Assert.False(everywhere.Connection.IsClosing);
    }

    [Fact]
    public void Sockets_are_counted_for_each_chat_apart()
    {
        var rooms = Enumerable.Range(0, 20).Select(_ => town.ArriveInRoom(1)).ToList();
        var everywhere = Enumerable.Range(0, 20).Select(_ => town.Arrive(1)).ToList();
        Assert.DoesNotContain(rooms.Concat(everywhere), ear => ear.Connection.IsClosing);
        town.ArriveInRoom(1);
        Assert.True(rooms[0].Connection.IsClosing);
        Assert.DoesNotContain(rooms.Skip(1).Concat(everywhere), ear => ear.Connection.IsClosing);
    }
}
