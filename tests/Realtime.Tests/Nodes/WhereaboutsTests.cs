using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Realtime.Nodes;

namespace Haggle.Realtime.Tests.Nodes;

public sealed class WhereaboutsTests : IDisposable
{
    private static readonly PersonId Olga = new(1);
    private readonly Region region = new();

    public void Dispose() => region.Dispose();

    [Fact]
    public async Task A_person_is_online_everywhere_until_the_last_device_on_any_node_goes()
    {
        var (here, there) = (region.East.Town.Arrive(1), region.West.Town.Arrive(1));
        await region.PassSecondAsync();
        region.East.Hub.Disconnect(here.Connection);
        Assert.Equal(PresenceStatus.Online, region.East.Hub.Of(Olga));
        region.West.Hub.Disconnect(there.Connection);
        Assert.Equal(PresenceStatus.Offline, region.East.Hub.Of(Olga));
        Assert.Equal(region.Clock.Now, region.West.Hub.LastSeen(Olga));
    }

    [Fact]
    public async Task Those_who_watch_a_person_hear_of_coming_and_going_on_another_node()
    {
        var ivan = region.West.Town.Arrive(2);
        Assert.True(region.West.Hub.Presence.TryWatch(ivan.Connection, [Olga]));
        var olga = region.East.Town.Arrive(1);
        Assert.Equal(nameof(PresenceChanged), await ivan.HearAsync());
        Assert.Equal(PresenceStatus.Online, region.West.Hub.Of(Olga));
        region.East.Hub.Disconnect(olga.Connection);
        Assert.Equal(nameof(PresenceChanged), await ivan.HearAsync());
        Assert.Equal(PresenceStatus.Offline, region.West.Hub.Of(Olga));
    }

    [Fact]
    public async Task What_was_lost_of_peoples_coming_and_going_is_asked_for_after_the_next_look_at_the_news()
    {
        region.Post.Loses = letter => letter is WhereaboutsLetter;
        region.East.Town.Arrive(1);
        Assert.Equal(PresenceStatus.Offline, region.West.Hub.Of(Olga));
        region.Post.Loses = _ => false;
        await region.PassSecondAsync();
        Assert.Equal(PresenceStatus.Online, region.West.Hub.Of(Olga));
    }

    [Fact]
    public async Task Whereabouts_in_the_wrong_order_come_out_right_in_the_end()
    {
        await region.PassSecondAsync();
        region.Post.HoldsBack = letter => letter is WhereaboutsLetter;
        region.East.Hub.Disconnect(region.East.Town.Arrive(1).Connection);
        region.Post.Release(); // gone first, then come
        await region.PassSecondAsync();
        Assert.Equal(PresenceStatus.Offline, region.West.Hub.Of(Olga));
    }

    [Fact]
    public async Task The_people_of_a_node_that_died_are_offline_and_those_who_watch_them_hear_it()
    {
        region.East.Town.Arrive(1);
        var ivan = region.West.Town.Arrive(2);
        await region.PassSecondAsync();
        Assert.Equal(PresenceStatus.Online, region.West.Hub.Of(Olga));
        Assert.True(region.West.Hub.Presence.TryWatch(ivan.Connection, [Olga]));
        for (var second = 0; second < 7; second++)
            await region.PassSecondAsync(dead: region.East);
        Assert.Equal(nameof(PresenceChanged), await ivan.HearAsync());
        Assert.Equal(PresenceStatus.Offline, region.West.Hub.Of(Olga));
    }

    [Fact]
    public async Task The_people_of_a_node_that_was_stopped_in_good_order_are_gone_at_once()
    {
        region.East.Town.Arrive(1);
        await region.PassSecondAsync();
        await region.East.Round.StopAsync(CancellationToken.None);
        await region.PassSecondAsync(dead: region.East);
        Assert.Equal(PresenceStatus.Offline, region.West.Hub.Of(Olga));
    }

    [Fact]
    public async Task A_room_counts_the_people_of_all_nodes_and_tells_of_each_once()
    {
        var olga = region.East.Town.ArriveInRoom(1);
        var ivan = region.West.Town.ArriveInRoom(2);
        Assert.Equal("2 entered, 1 2 are here", await olga.HearAsync());
        region.West.Town.ArriveInRoom(1); // another device of hers, which nobody needs to hear of
        var boris = region.East.Town.ArriveInRoom(3);
        Assert.Equal("3 entered, 1 2 3 are here", Sorted(await ivan.HearAsync()));
        region.East.Hub.Disconnect(boris.Connection);
        Assert.Equal("3 left, 1 2 are here", Sorted(await ivan.HearAsync()));
    }

    [Fact]
    public async Task A_person_who_hides_from_another_is_hidden_on_every_node()
    {
        region.East.Town.Arrive(1);
        var ivan = region.West.Town.Arrive(2);
        Assert.True(region.West.Hub.Presence.TryWatch(ivan.Connection, [Olga]));
        region.East.Hub.Hide(Olga, new PersonId(2));
        Assert.Equal(nameof(PresenceChanged), await ivan.HearAsync());
        Assert.Empty(ivan.Connection.Watched!);
    }

    private static string Sorted(string words)
    {
        var (start, people) = (words[..words.IndexOf(", ", StringComparison.Ordinal)], words.Split(' ')[2..^2]);
        return $"{start}, {string.Join(' ', people.Order())} are here";
    }
}
