using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Realtime.Nodes;

namespace Haggle.Realtime.Tests.Nodes;

public sealed class TwoNodesTests : IDisposable
{
    private readonly Region region = new();

    public void Dispose() => region.Dispose();

    [Fact]
    public async Task What_is_said_on_one_node_is_heard_on_both_and_each_once()
    {
        var (olga, ivan) = (region.East.Town.Arrive(1), region.West.Town.Arrive(2));
        for (var seq = 1; seq <= 20; seq++)
            (seq % 2 == 0 ? region.East : region.West).Hub.Announce(new MessageSent(region.Archive.Say(seq)));
        await region.PassSecondAsync();
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(21)));
        var expected = Enumerable.Range(1, 21).Select(seq => $"m{seq}").ToList();
        Assert.Equal(expected, await olga.HearAsync(21));
        Assert.Equal(expected, await ivan.HearAsync(21));
    }

    [Fact]
    public async Task Letters_that_come_the_wrong_way_round_and_twice_are_heard_in_order_and_once()
    {
        var ivan = region.West.Town.Arrive(2);
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(1)));
        Assert.Equal("m1", await ivan.HearAsync());
        region.Post.HoldsBack = _ => true;
        for (var seq = 2; seq <= 9; seq++)
            region.East.Hub.Announce(new MessageSent(region.Archive.Say(seq)));
        region.Post.Release();
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(10)));
        Assert.Equal(Enumerable.Range(2, 9).Select(seq => $"m{seq}"), await ivan.HearAsync(9));
    }

    [Fact]
    public async Task A_message_whose_letter_was_lost_is_heard_after_the_next_look_at_the_news()
    {
        var ivan = region.West.Town.Arrive(2);
        region.Post.Loses = letter => letter is ChatLetter;
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(1)));
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(2)));
        await region.PassSecondAsync();
        Assert.Equal(["m1", "m2"], await ivan.HearAsync(2));
    }

    [Fact]
    public async Task A_lost_letter_in_the_middle_does_not_wait_for_the_news_when_a_later_one_comes()
    {
        var ivan = region.West.Town.Arrive(2);
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(1)));
        Assert.Equal("m1", await ivan.HearAsync());
        region.Post.Loses = letter => letter is ChatLetter;
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(2)));
        region.Post.Loses = _ => false;
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(3)));
        Assert.Equal(["m2", "m3"], await ivan.HearAsync(2));
    }

    [Fact]
    public async Task With_no_way_between_the_nodes_but_the_store_everything_is_heard_on_both()
    {
        var (olga, ivan) = (region.East.Town.Arrive(1), region.West.Town.Arrive(2));
        region.Post.Loses = _ => true;
        for (var seq = 1; seq <= 30; seq++)
        {
            (seq % 3 == 0 ? region.East : region.West).Hub.Announce(new MessageSent(region.Archive.Say(seq)));
            if (seq % 10 == 0)
                await region.PassSecondAsync();
        }
        var expected = Enumerable.Range(1, 30).Select(seq => $"m{seq}").ToList();
        Assert.Equal(expected, await olga.HearAsync(30));
        Assert.Equal(expected, await ivan.HearAsync(30));
    }

    [Fact]
    public async Task What_a_node_did_not_live_to_tell_is_found_by_the_others()
    {
        var ivan = region.West.Town.Arrive(2);
        await region.PassSecondAsync();
        region.Post.Loses = _ => true;
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(1)));
        for (var second = 0; second < 7; second++)
            await region.PassSecondAsync(dead: region.East);
        Assert.Equal("m1", await ivan.HearAsync());
    }

    [Fact]
    public async Task News_wait_while_the_store_is_away_and_are_told_when_it_is_back()
    {
        var ivan = region.West.Town.Arrive(2);
        region.Post.Loses = _ => true;
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(1)));
        region.Board.IsAway = true;
        await region.PassSecondAsync();
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(2)));
        region.Board.IsAway = false;
        await region.PassSecondAsync();
        Assert.Equal(["m1", "m2"], await ivan.HearAsync(2));
    }

    [Fact]
    public async Task A_socket_hears_late_what_was_said_since_it_was_opened_and_nothing_from_before()
    {
        region.West.Town.Arrive(2);
        region.Post.Loses = _ => true;
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(1)));
        region.Clock.Advance(TimeSpan.FromSeconds(2));
        var again = region.West.Town.Arrive(2); // and its client fetches the first message
        region.Clock.Advance(TimeSpan.FromSeconds(1));
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(2)));
        await region.PassSecondAsync();
        Assert.Equal("m2", await again.HearAsync());
    }

    [Fact]
    public async Task A_client_that_caught_up_before_a_message_was_committed_hears_it_although_it_was_said_before_the_socket_was_opened()
    {
        region.Archive.Members.Add(new PersonId(2));
        region.Post.Loses = _ => true;
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(1)));
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(2)));
        region.Clock.Advance(TimeSpan.FromSeconds(3));
        var ivan = region.West.Town.Arrive(2);
        ivan.Connection.BeginCatchUp(ivan.Connection.Codec);
        ivan.Connection.EndCatchUp(new Dictionary<ChatId, long> { [Town.Chat] = 1 });
        await region.PassSecondAsync();
        Assert.Equal("m2", await ivan.HearAsync());
    }

    [Fact]
    public async Task What_another_node_said_while_a_chat_began_here_with_something_else_is_heard_in_its_place()
    {
        var ivan = region.West.Town.Arrive(2);
        region.Post.Loses = _ => true;
        region.Archive.Outage = new TaskCompletionSource();
        region.Archive.Revision = 1;
        region.West.Hub.Announce(new PointerMoved(Town.Chat, 1, new PersonId(2), 0, 0, false));
        region.Archive.Say(1, revision: 2); // by the other node
        region.Archive.Say(2, revision: 3);
        region.West.Hub.Announce(new MessageSent(region.Archive.Say(3, revision: 4)));
        region.Archive.Outage.SetResult();
        Assert.Equal([nameof(PointerMoved), "m1", "m2", "m3"], await ivan.HearAsync(4));
    }

    [Fact]
    public async Task What_was_said_after_news_of_something_else_is_heard_too()
    {
        var ivan = region.West.Town.Arrive(2);
        region.Post.Loses = _ => true;
        region.Archive.Revision = 1;
        region.East.Hub.Announce(new PointerMoved(Town.Chat, 1, new PersonId(2), 0, 0, false));
        await region.East.Round.TurnAsync(CancellationToken.None);
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(1, revision: 2)));
        await region.West.Round.TurnAsync(CancellationToken.None);
        Assert.Equal("m1", await ivan.HearAsync());
    }

    [Fact]
    public async Task A_node_that_was_away_for_longer_than_the_news_are_kept_sends_its_clients_to_ask()
    {
        var ivan = region.West.Town.Arrive(2);
        await region.PassSecondAsync();
        region.Board.IsAway = true;
        await region.PassSecondAsync();
        region.Clock.Advance(NewsRound.Kept);
        region.Board.IsAway = false;
        await region.PassSecondAsync();
        Assert.Equal("close 1012", await ivan.HearAsync());
    }

    [Fact]
    public async Task Typing_is_seen_on_the_other_node()
    {
        var ivan = region.West.Town.Arrive(2);
        region.East.Town.Arrive(1);
        region.East.Hub.Announce(new MessageSent(region.Archive.Say(1)));
        Assert.Equal("m1", await ivan.HearAsync());
        region.East.Hub.Whisper(new TypingStarted(Town.Chat, new PersonId(1), TypingKind.Text, region.Clock.Now.AddSeconds(6)));
        Assert.Equal("1 types", await ivan.HearAsync());
    }

    [Fact]
    public async Task A_session_that_is_ended_on_one_node_ends_on_all()
    {
        var ivan = region.West.Town.Arrive(2);
        region.East.Hub.Disconnect(new PersonId(2), null, "signed out");
        Assert.Equal("close 1008", await ivan.HearAsync());
    }

    [Fact]
    public async Task What_is_told_to_a_person_comes_to_the_devices_on_every_node()
    {
        var (here, there) = (region.East.Town.Arrive(1), region.West.Town.Arrive(1));
        region.East.Hub.Tell(new PersonId(1), new HistoryCleared(Town.Chat));
        Assert.Equal(nameof(HistoryCleared), await here.HearAsync());
        Assert.Equal(nameof(HistoryCleared), await there.HearAsync());
    }
}
