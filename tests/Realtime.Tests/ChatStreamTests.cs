using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Realtime.Tests;

public sealed class ChatStreamTests : IDisposable
{
    private readonly Town town = new();

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task A_change_that_never_comes_to_an_end_does_not_hold_up_a_chat_for_ever()
    {
        var ivan = town.Arrive(2);
        using var stuck = town.Hub.Begin();
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await ivan.HearAsync());
    }

    [Fact]
    public async Task Every_member_hears_every_message_in_order()
    {
        var olga = town.Arrive(1);
        var ivan = town.Arrive(2);
        for (var seq = 1; seq <= 50; seq++)
            town.Hub.Announce(new MessageSent(town.Say(seq)));
        var expected = Enumerable.Range(1, 50).Select(seq => $"m{seq}").ToList();
        Assert.Equal(expected, await olga.HearAsync(50));
        Assert.Equal(expected, await ivan.HearAsync(50));
    }

    [Fact]
    public async Task Messages_that_come_the_wrong_way_round_are_put_in_order()
    {
        var olga = town.Arrive(1);
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await olga.HearAsync());
        var (second, third, fourth) = (town.Say(2), town.Say(3), town.Say(4));
        town.Hub.Announce(new MessageSent(fourth));
        town.Hub.Announce(new MessageSent(third));
        town.Hub.Announce(new MessageSent(second));
        Assert.Equal(["m2", "m3", "m4"], await olga.HearAsync(3));
    }

    [Fact]
    public async Task The_first_event_after_a_silence_lets_those_go_first_that_were_stored_before_it()
    {
        var olga = town.Arrive(1);
        var (first, second, third) = (town.Say(1), town.Say(2), town.Say(3));
        using (var slow = town.Hub.Begin())
        {
            using (var quick = town.Hub.Begin())
                quick.Announce(new MessageSent(third));
            town.Hub.Announce(new MessageSent(second));
            slow.Announce(new MessageSent(first));
        }
        Assert.Equal(["m1", "m2", "m3"], await olga.HearAsync(3));
    }

    [Fact]
    public async Task A_change_that_comes_to_nothing_holds_nobody_up()
    {
        var olga = town.Arrive(1);
        var refused = town.Hub.Begin();
        town.Hub.Announce(new MessageSent(town.Say(7)));
        refused.Dispose();
        Assert.Equal("m7", await olga.HearAsync());
    }

    [Fact]
    public async Task A_message_nobody_told_us_of_is_read_from_the_store()
    {
        var olga = town.Arrive(1);
        town.Hub.Announce(new MessageSent(town.Say(1)));
        town.Say(2);
        town.Say(3);
        town.Hub.Announce(new MessageSent(town.Say(4)));
        Assert.Equal(["m1", "m2", "m3", "m4"], await olga.HearAsync(4));
        town.Hub.Announce(new MessageSent(town.Say(5)));
        Assert.Equal("m5", await olga.HearAsync());
    }

    [Fact]
    public async Task What_is_told_twice_is_heard_once()
    {
        var olga = town.Arrive(1);
        var first = town.Say(1);
        town.Hub.Announce(new MessageSent(first));
        town.Hub.Announce(new MessageSent(first));
        town.Hub.Announce(new MessageSent(town.Say(2)));
        town.Hub.Announce(new MessageSent(first));
        town.Hub.Announce(new MessageSent(town.Say(3)));
        Assert.Equal(["m1", "m2", "m3"], await olga.HearAsync(3));
    }

    [Fact]
    public async Task Messages_wait_while_the_store_is_away_and_lose_nothing()
    {
        town.Archive.Outage = new TaskCompletionSource();
        var olga = town.Arrive(1);
        for (var seq = 1; seq <= 10; seq++)
            town.Hub.Announce(new MessageSent(town.Say(seq)));
        town.Archive.Outage.SetResult();
        Assert.Equal(Enumerable.Range(1, 10).Select(seq => $"m{seq}"), await olga.HearAsync(10));
    }

    [Fact]
    public async Task Whoever_left_hears_of_it_and_nothing_after()
    {
        var olga = town.Arrive(1);
        var ivan = town.Arrive(2);
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await ivan.HearAsync());
        town.Hub.Announce(new MemberLeft(Town.Chat, 2, new PersonId(2), null));
        town.Hub.Announce(new MessageSent(town.Say(2, revision: 3)));
        town.Hub.Tell(new PersonId(2), new BlockChanged(new PersonId(1), Blocked: true));
        Assert.Equal(["m1", "left 2", "m2"], await olga.HearAsync(3));
        Assert.Equal(["left 2", "BlockChanged"], await ivan.HearAsync(2));
    }

    [Fact]
    public async Task A_message_is_encoded_once_however_many_listen()
    {
        var ears = Enumerable.Range(1, 20).Select(person => town.Arrive(person)).ToList();
        var codec = new PlainCodec();
        foreach (var ear in ears)
            ear.Connection.Codec = codec;
        town.Hub.Announce(new MessageSent(town.Say(1)));
        foreach (var ear in ears)
            Assert.Equal("m1", await ear.HearAsync());
        Assert.Equal(1, codec.Encoded);
    }

    [Fact]
    public async Task Who_is_in_a_chat_is_asked_once_and_then_followed()
    {
        var olga = town.Arrive(1);
        for (var seq = 1; seq <= 20; seq++)
            town.Hub.Announce(new MessageSent(town.Say(seq)));
        await olga.HearAsync(20);
        Assert.Equal(1, town.Archive.Asked);
    }

    [Fact]
    public async Task Typing_is_heard_by_the_others_only()
    {
        var olga = town.Arrive(1);
        var ivan = town.Arrive(2);
        town.Hub.Announce(new MessageSent(town.Say(1)));
        await olga.HearAsync();
        town.Hub.Whisper(new TypingStarted(Town.Chat, new PersonId(1), TypingKind.Text, DateTimeOffset.UnixEpoch));
        town.Hub.Announce(new MessageSent(town.Say(2)));
        Assert.Equal(["m1", "1 types", "m2"], await ivan.HearAsync(3));
        Assert.Equal("m2", await olga.HearAsync());
    }

    [Fact]
    public async Task What_was_stored_without_anybody_knowing_is_told_when_the_store_has_doubts()
    {
        var repair = new Repair(town.Hub, town.Archive, TimeProvider.System);
        var olga = town.Arrive(1);
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await olga.HearAsync());
        town.Say(2); // stored, but its answer was lost with the connection
        town.Archive.Doubts++;
        await repair.LookAsync(CancellationToken.None);
        Assert.Equal("m2", await olga.HearAsync());
        town.Hub.Announce(new MessageSent(town.Say(3)));
        Assert.Equal("m3", await olga.HearAsync());
    }

    [Fact]
    public async Task What_is_stored_at_the_moment_of_a_second_look_is_heard_once_and_in_order()
    {
        var repair = new Repair(town.Hub, town.Archive, TimeProvider.System);
        var olga = town.Arrive(1);
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await olga.HearAsync());
        town.Archive.Outage = new TaskCompletionSource();
        town.Archive.Doubts++;
        var looking = repair.LookAsync(CancellationToken.None);
        var (second, left, third) = (town.Say(2), new MemberLeft(Town.Chat, 3, new PersonId(7), null), town.Say(3, revision: 4));
        town.Archive.Outage.SetResult();
        town.Hub.Announce(new MessageSent(third));
        town.Hub.Announce(left);
        town.Hub.Announce(new MessageSent(second));
        await looking;
        Assert.Equal(["m2", "left 7", "m3"], await olga.HearAsync(3));
    }

    [Fact]
    public async Task Missed_messages_come_in_order_though_the_first_was_edited_after_the_second_was_said()
    {
        var olga = town.Arrive(1);
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await olga.HearAsync());
        town.Say(2, revision: 4);
        town.Say(3, revision: 3);
        town.Hub.Announce(new MessageSent(town.Say(4, revision: 5)));
        Assert.Equal(["m2", "m3", "m4"], await olga.HearAsync(3));
    }

    [Fact]
    public async Task A_missed_change_that_is_no_message_is_told_as_such()
    {
        var repair = new Repair(town.Hub, town.Archive, TimeProvider.System);
        var (olga, ivan) = (town.Arrive(1), town.Arrive(2));
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal(("m1", "m1"), (await olga.HearAsync(), await ivan.HearAsync()));
        town.Archive.Revision = 2;
        town.Members.Remove(new PersonId(2));
        town.Archive.Doubts++;
        await repair.LookAsync(CancellationToken.None);
        Assert.Equal(("ChatOutdated", "ChatWent"), (await olga.HearAsync(), await ivan.HearAsync()));
        town.Hub.Announce(new MessageSent(town.Say(2, revision: 3)));
        Assert.Equal("m2", await olga.HearAsync());
    }

    [Fact]
    public async Task Whose_leaving_was_missed_is_told_though_the_others_can_see_it_by_the_next_revision()
    {
        var repair = new Repair(town.Hub, town.Archive, TimeProvider.System);
        var (olga, ivan) = (town.Arrive(1), town.Arrive(2));
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal(("m1", "m1"), (await olga.HearAsync(), await ivan.HearAsync()));
        town.Members.Remove(new PersonId(2));
        town.Say(2, revision: 3);
        town.Archive.Doubts++;
        await repair.LookAsync(CancellationToken.None);
        Assert.Equal(("m2", "ChatWent"), (await olga.HearAsync(), await ivan.HearAsync()));
    }

    [Fact]
    public async Task A_missed_deletion_of_the_chat_is_told()
    {
        var repair = new Repair(town.Hub, town.Archive, TimeProvider.System);
        var olga = town.Arrive(1);
        town.Hub.Announce(new MessageSent(town.Say(1)));
        Assert.Equal("m1", await olga.HearAsync());
        town.Archive.IsChatDeleted = true;
        town.Archive.Doubts++;
        await repair.LookAsync(CancellationToken.None);
        Assert.Equal("ChatDeleted", await olga.HearAsync());
    }
}
