using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class SyncPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Who_is_up_to_date_gets_nothing_but_the_counts()
    {
        var (olga, ivan, chat) = await TwoAsync();
        await market.SayAsync(chat, olga, "hello");
        var result = await SyncAsync(ivan, At(chat, 1, 2));
        Assert.Empty(result.Chats);
        Assert.Empty(result.Removed);
        Assert.Equal(1, result.Unread.Messages);
    }

    [Fact]
    public async Task What_was_said_and_what_was_changed_since_come_apart()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var first = await market.SayAsync(chat, olga, "first");
        var second = await market.SayAsync(chat, olga, "second"); // revision 3: here the client left
        var edited = (await market.ChangeAsync(first, olga, new MessageChange.Edited("First"))).Message;
        var third = await market.SayAsync(chat, olga, "third");
        var reacted = (await market.ChangeAsync(third, ivan, new MessageChange.Reacted("👍"))).Message;
        var sync = Assert.Single((await SyncAsync(ivan, At(chat, second.Seq, second.Revision))).Chats);
        Same.As([reacted], sync.Messages);
        Same.As([edited], sync.Changed);
        Assert.Equal((false, false, 6), (sync.More, sync.Reset, sync.Chat.Chat.Revision));
        Same.As(await market.LookAsync(chat, ivan), sync.Chat);
    }

    [Fact]
    public async Task A_change_without_a_message_brings_the_chat_alone()
    {
        var (olga, ivan, chat) = await TwoAsync();
        await market.SayAsync(chat, olga, "hello");
        await market.ReadAsync(chat, olga, 1);
        var sync = Assert.Single((await SyncAsync(ivan, At(chat, 1, 2))).Chats);
        Assert.Empty(sync.Messages);
        Assert.Empty(sync.Changed);
        Assert.Equal(1, sync.Chat.Participants.First(one => one.Person.Id == olga.Id).Member.LastReadSeq);
    }

    [Fact]
    public async Task A_chat_that_is_new_to_the_client_comes_whole_or_with_its_newest_page()
    {
        var (olga, ivan, small) = await TwoAsync();
        var large = await market.GroupAsync(olga, ivan);
        await market.SayManyAsync(small, olga, 3);
        await market.SayManyAsync(large, olga, 8);
        var result = await market.Chats.SyncAsync(ivan.Id, new SyncRequest([], 5), Market.Now, None);
        Assert.Equal([small.Id, large.Id], result.Chats.Select(sync => sync.Chat.Chat.Id)); // oldest activity first
        Assert.Equal([1, 2, 3], result.Chats[0].Messages.Select(message => message.Seq));
        Assert.Equal((false, false), (result.Chats[0].More, result.Chats[0].Reset));
        Assert.Equal([4, 5, 6, 7, 8], result.Chats[1].Messages.Select(message => message.Seq));
        Assert.Equal((false, true), (result.Chats[1].More, result.Chats[1].Reset));
    }

    [Fact]
    public async Task More_than_a_page_is_fetched_by_asking_again_from_the_last_one()
    {
        var (olga, ivan, chat) = await TwoAsync();
        await market.SayManyAsync(chat, olga, 12);
        var (seq, seqs) = (1L, new List<long>());
        ChatSync sync;
        do
        {
            sync = Assert.Single((await market.Chats.SyncAsync(ivan.Id, new SyncRequest([At(chat, seq, 13)], 5, OnlyNamed: true), Market.Now, None)).Chats);
            seqs.AddRange(sync.Messages.Select(message => message.Seq));
            seq = seqs[^1];
        }
        while (sync.More);
        Assert.Equal(Enumerable.Range(2, 11).Select(number => (long)number), seqs);
    }

    [Theory]
    [InlineData(99, 3)]
    [InlineData(2, 99)]
    [InlineData(-1, 3)]
    [InlineData(2, -1)]
    public async Task A_position_that_cannot_be_starts_the_chat_over(long seq, long revision)
    {
        var (olga, ivan, chat) = await TwoAsync();
        await market.SayManyAsync(chat, olga, 7);
        var sync = Assert.Single((await market.Chats.SyncAsync(ivan.Id, new SyncRequest([At(chat, seq, revision)], 5), Market.Now, None)).Chats);
        Assert.True(sync.Reset);
        Assert.Equal([3, 4, 5, 6, 7], sync.Messages.Select(message => message.Seq));
        Assert.Empty(sync.Changed);
    }

    [Fact]
    public async Task With_more_than_a_thousand_messages_between_the_chat_starts_over()
    {
        var (olga, ivan, chat) = await TwoAsync();
        await Task.WhenAll(Enumerable.Range(0, 1002).Select(async number => await market.SayAsync(chat, olga, $"{number}")));
        var over = Assert.Single((await SyncAsync(ivan, At(chat, 1, 2))).Chats);
        Assert.Equal((true, false, 100), (over.Reset, over.More, over.Messages.Count));
        var within = Assert.Single((await SyncAsync(ivan, At(chat, 2, 3))).Chats);
        Assert.Equal((false, true, 100, 3L), (within.Reset, within.More, within.Messages.Count, within.Messages[0].Seq));
    }

    [Fact]
    public async Task With_more_than_a_thousand_changes_between_the_chat_starts_over()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var messages = await Task.WhenAll(Enumerable.Range(0, 1001).Select(number => market.SayAsync(chat, olga, $"{number}")));
        var revision = (await market.LookAsync(chat, ivan)).Chat.Revision;
        foreach (var message in messages)
            await market.ChangeAsync(message, olga, new MessageChange.PayloadReplaced("{}"));
        Assert.True(Assert.Single((await SyncAsync(ivan, At(chat, 1001, revision))).Chats).Reset);
        var within = Assert.Single((await SyncAsync(ivan, At(chat, 1001, revision + 1))).Chats);
        Assert.Equal((false, 1000), (within.Reset, within.Changed.Count));
    }

    [Fact]
    public async Task A_chat_named_twice_counts_with_the_lower_position()
    {
        var (olga, ivan, chat) = await TwoAsync();
        await market.SayManyAsync(chat, olga, 3);
        var sync = Assert.Single((await SyncAsync(ivan, At(chat, 3, 4), At(chat, 1, 4))).Chats);
        Assert.Equal([2, 3], sync.Messages.Select(message => message.Seq));
    }

    [Fact]
    public async Task Chats_that_are_no_longer_mine_are_named_as_removed()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var group = await market.GroupAsync(olga, ivan);
        await market.ChangeAsync(group, new ChatChange.Left(ivan.Id));
        var result = await SyncAsync(ivan, At(group, 0, 1), At(chat, 0, 1), new ChatPosition(new ChatId(1L << 50), 0, 0));
        Assert.Equal([group.Id, new ChatId(1L << 50)], result.Removed);
        Assert.Empty(result.Chats);
    }

    [Fact]
    public async Task Only_the_chats_named_come_when_only_they_are_asked_for()
    {
        var (olga, ivan, chat) = await TwoAsync();
        await market.GroupAsync(olga, ivan);
        await market.SayAsync(chat, olga, "hello");
        var result = await market.Chats.SyncAsync(ivan.Id, new SyncRequest([At(chat, 0, 1)], 100, OnlyNamed: true), Market.Now, None);
        Assert.Equal([chat.Id], result.Chats.Select(sync => sync.Chat.Chat.Id));
    }

    [Fact]
    public async Task What_the_viewer_may_not_see_does_not_come()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var old = await market.SayAsync(chat, olga, "cleared");
        await market.Chats.ConfigureAsync(chat.Id, ivan.Id, (_, my) => my with { HiddenSeq = 1 }, None);
        var hidden = await market.SayAsync(chat, olga, "hidden");
        await market.ChangeAsync(hidden, ivan, new MessageChange.Hidden());
        var seen = await market.SayAsync(chat, olga, "seen");
        await market.ChangeAsync(old, olga, new MessageChange.Edited("still cleared"));
        await market.ChangeAsync(hidden, olga, new MessageChange.Edited("still hidden"));
        Same.As([seen], Assert.Single((await SyncAsync(ivan, At(chat, 0, 1))).Chats).Messages);
        var changed = Assert.Single((await SyncAsync(ivan, At(chat, 3, 4))).Chats);
        Assert.Empty(changed.Changed);
    }

    [Fact]
    public async Task A_part_that_the_viewer_has_hidden_whole_does_not_stop_the_catch_up()
    {
        var (olga, ivan, chat) = await TwoAsync();
        for (var said = 0; said < 7; said++)
            await market.ChangeAsync(await market.SayAsync(chat, olga, $"{said}"), ivan, new MessageChange.Hidden());
        await market.SayAsync(chat, olga, "seen");
        var sync = Assert.Single((await market.Chats.SyncAsync(ivan.Id, new SyncRequest([At(chat, 0, 1)], 3), Market.Now, None)).Chats);
        Assert.Equal((false, true), (sync.More, sync.Reset));
        Assert.Equal([8], sync.Messages.Select(message => message.Seq));
    }

    [Fact]
    public async Task Many_chats_come_in_one_answer()
    {
        var (olga, ivan, _) = await TwoAsync();
        var groups = await Task.WhenAll(Enumerable.Range(0, 230).Select(_ => market.GroupAsync(olga, ivan)));
        await Task.WhenAll(groups.Select(group => market.SayAsync(group, olga, $"in {group.Id}")));
        var result = await SyncAsync(ivan, [.. groups.Select(group => At(group, 0, 1))]);
        Assert.Equal(groups.Select(group => group.Id).OrderBy(id => id.Value), result.Chats.Where(sync => sync.Messages.Count > 0).Select(sync => sync.Chat.Chat.Id).OrderBy(id => id.Value));
        Assert.All(result.Chats.Where(sync => sync.Messages.Count > 0), sync => Assert.Equal($"in {sync.Chat.Chat.Id}", Assert.Single(sync.Messages).Content));
    }

    [Fact]
    public async Task One_answer_has_an_end_and_the_rest_is_asked_for_chat_by_chat()
    {
        var (olga, ivan, _) = await TwoAsync();
        var groups = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => market.GroupAsync(olga, ivan)));
        var large = new string('x', 10_000);
        await Task.WhenAll(groups.SelectMany(group => Enumerable.Range(0, 200).Select(_ => market.SayAsync(group, olga, large))));
        // More than an answer holds only because so many chats are behind: each by itself is a page.
        var result = await market.Chats.SyncAsync(ivan.Id, new SyncRequest([.. groups.Select(group => At(group, 0, 1))], 200, OnlyNamed: true), Market.Now, None);
        Assert.Equal(9, result.Chats.Count);
        foreach (var sync in result.Chats)
        {
            if (sync.Messages.Count == 200)
                continue;
            Assert.Equal((true, true, 0), (sync.More, sync.Reset, sync.Messages.Count));
            var again = await market.Chats.SyncAsync(ivan.Id, new SyncRequest([At(sync.Chat.Chat, 0, 0)], 200, OnlyNamed: true), Market.Now, None);
            Assert.Equal(200, Assert.Single(again.Chats).Messages.Count);
        }
    }

    [Fact]
    public async Task A_stale_client_and_its_catch_up_equal_a_fresh_fetch_while_others_go_on_talking()
    {
        var (olga, ivan, _) = await TwoAsync();
        var group = await market.GroupAsync(olga, ivan);
        using var over = new CancellationTokenSource();
        var talking = Task.Run(async () =>
        {
            var said = new List<Message>();
            for (var round = 0; round < 60; round++)
            {
                said.Add(await market.SayAsync(group, olga, $"{round}"));
                if (round % 3 == 0)
                    await market.ChangeAsync(said[round / 2], olga, new MessageChange.Edited($"{round}!"));
                if (round % 5 == 0)
                    await market.ChangeAsync(said[round / 3], ivan, new MessageChange.Reacted("👍"));
            }

            await over.CancelAsync();
        });
        var (seq, revision, mine) = (0L, 0L, new SortedDictionary<long, Message>());
        for (var isLast = false; !isLast;)
        {
            isLast = over.IsCancellationRequested;
            var result = await market.Chats.SyncAsync(ivan.Id, new SyncRequest([new ChatPosition(group.Id, seq, revision)], 200, OnlyNamed: true), Market.Now, None);
            foreach (var sync in result.Chats)
            {
                foreach (var message in sync.Messages.Concat(sync.Changed))
                {
                    Assert.True(message.Revision <= sync.Chat.Chat.Revision, "a part is newer than the whole");
                    mine[message.Seq] = message;
                }

                (seq, revision) = (sync.Chat.Chat.LastSeq, sync.Chat.Chat.Revision);
            }

            Assert.Equal(Enumerable.Range(1, mine.Count).Select(number => (long)number), mine.Keys);
        }

        await talking;
        Same.As(await market.HistoryAsync(group, ivan), [.. mine.Values]);
    }

    private static ChatPosition At(Chat chat, long seq, long revision) => new(chat.Id, seq, revision);

    private async Task<SyncResult> SyncAsync(Person viewer, params ChatPosition[] positions)
        => await market.Chats.SyncAsync(viewer.Id, new SyncRequest(positions, 100), Market.Now, None);

    private async Task<(Person Olga, Person Ivan, Chat Chat)> TwoAsync()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        return (olga, ivan, await market.DirectAsync(olga, ivan));
    }
}
