using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class ReceiptPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Reading_moves_both_pointers_and_is_announced_with_the_next_revision()
    {
        var (_, ivan, chat) = await FiveSaidAsync();
        var now = Market.Now;
        var moved = Market.Value(await market.Receipts.MoveAsync(chat.Id, ivan.Id, 3, null, now, None));
        Assert.Equal((3, 3, 2), (moved.LastReadSeq, moved.LastDeliveredSeq, moved.UnreadCount));
        Assert.Equal(new PointerMoved(chat.Id, 7, ivan.Id, 3, 3, ReadIsPrivate: false), moved.Event! with { JustRead = [] });
        Assert.Equal([1, 2, 3], moved.Event.JustRead.Select(read => read.Seq));
        var my = (await market.Chats.MemberAsync(chat.Id, ivan.Id, None))!;
        Assert.Equal((3, now, 3, now), (my.LastReadSeq, my.LastReadAt!.Value, my.LastDeliveredSeq, my.LastDeliveredAt!.Value));
        Assert.Equal(7, (await market.LookAsync(chat, ivan)).Chat.Revision);
        Assert.Equal(2, (await market.LookAsync(chat, ivan)).UnreadCount);
    }

    [Fact]
    public async Task Delivery_moves_its_own_pointer_only()
    {
        var (_, ivan, chat) = await FiveSaidAsync();
        var moved = Market.Value(await market.Receipts.MoveAsync(chat.Id, ivan.Id, null, 4, Market.Now, None));
        Assert.Equal((0, 4, 5), (moved.LastReadSeq, moved.LastDeliveredSeq, moved.UnreadCount));
        Assert.Equal(new PointerMoved(chat.Id, 7, ivan.Id, 4, 0, ReadIsPrivate: false), moved.Event);
        var my = (await market.Chats.MemberAsync(chat.Id, ivan.Id, None))!;
        Assert.Null(my.LastReadAt);
        Assert.NotNull(my.LastDeliveredAt);
    }

    [Fact]
    public async Task Pointers_never_move_back_and_a_move_without_effect_is_not_announced()
    {
        var (_, ivan, chat) = await FiveSaidAsync();
        await market.ReadAsync(chat, ivan, 4);
        foreach (var (read, delivered) in new (long?, long?)[] { (4, null), (1, 2), (null, 4), (0, 0), (-7, null), (null, null) })
        {
            var moved = Market.Value(await market.Receipts.MoveAsync(chat.Id, ivan.Id, read, delivered, Market.Now, None));
            Assert.Equal((4, 4, 1), (moved.LastReadSeq, moved.LastDeliveredSeq, moved.UnreadCount));
            Assert.Null(moved.Event);
        }

        Assert.Equal(7, (await market.LookAsync(chat, ivan)).Chat.Revision);
    }

    [Fact]
    public async Task A_look_where_nothing_is_new_is_dated_and_nobody_learns_of_it()
    {
        var (olga, ivan, chat) = await FiveSaidAsync();
        var now = Market.Now;
        await market.Receipts.DateAsync(chat.Id, ivan.Id, now, None);
        Assert.Equal((0L, now, 6L), await StateAsync());
        await market.ReadAsync(chat, ivan, 5);
        await market.Receipts.DateAsync(chat.Id, ivan.Id, now.AddHours(1), None);
        await market.Receipts.DateAsync(chat.Id, ivan.Id, now, None);
        Assert.Equal((5L, now.AddHours(1), 7L), await StateAsync());
        Assert.Null((await market.Chats.MemberAsync(chat.Id, olga.Id, None))!.LastReadAt);

        async Task<(long, DateTimeOffset, long)> StateAsync()
        {
            var my = (await market.Chats.MemberAsync(chat.Id, ivan.Id, None))!;
            return (my.LastReadSeq, my.LastReadAt!.Value, (await market.LookAsync(chat, ivan)).Chat.Revision);
        }
    }

    [Fact]
    public async Task Beyond_the_last_message_is_the_last_message()
    {
        var (_, ivan, chat) = await FiveSaidAsync();
        var moved = Market.Value(await market.Receipts.MoveAsync(chat.Id, ivan.Id, long.MaxValue, long.MaxValue, Market.Now, None));
        Assert.Equal((5, 5, 0), (moved.LastReadSeq, moved.LastDeliveredSeq, moved.UnreadCount));
    }

    [Fact]
    public async Task Who_is_no_member_moves_nothing()
    {
        var (_, _, chat) = await FiveSaidAsync();
        var stranger = await market.PersonAsync("Stranger");
        Assert.Equal(Refusal.NotFound("chat"), (await market.Receipts.MoveAsync(chat.Id, stranger.Id, 3, null, Market.Now, None)).Refusal);
        Assert.Equal(Refusal.NotFound("chat"), (await market.Receipts.MoveAsync(new ChatId(1L << 50), stranger.Id, 3, null, Market.Now, None)).Refusal);
    }

    [Fact]
    public async Task Who_sends_no_receipts_reads_in_private()
    {
        var (_, ivan, chat) = await FiveSaidAsync();
        await market.People.ChangeAsync(ivan.Id, new ProfileChange { ReadReceipts = Change<bool>.To(false) }, None);
        Assert.True((await market.ReadAsync(chat, ivan, 3)).Event!.ReadIsPrivate);
        Assert.True((await market.Receipts.ReadAllAsync(ivan.Id, Market.Now, None)).Moves[0].ReadIsPrivate);
    }

    [Fact]
    public async Task Reading_takes_a_mark_away_that_was_set_by_hand_and_delivery_does_not()
    {
        var (_, ivan, chat) = await FiveSaidAsync();
        await market.ReadAsync(chat, ivan, 5);
        await market.Chats.ConfigureAsync(chat.Id, ivan.Id, (_, my) => my with { Settings = my.Settings with { MarkedUnread = true } }, None);
        Assert.False(Market.Value(await market.Receipts.MoveAsync(chat.Id, ivan.Id, null, 5, Market.Now, None)).MarkTaken);
        Assert.True((await market.Chats.MemberAsync(chat.Id, ivan.Id, None))!.Settings.MarkedUnread);
        var moved = await market.ReadAsync(chat, ivan, 5);
        Assert.Equal((true, null), (moved.MarkTaken, moved.Event));
        Assert.False((await market.Chats.MemberAsync(chat.Id, ivan.Id, None))!.Settings.MarkedUnread);
        Assert.False((await market.ReadAsync(chat, ivan, 5)).MarkTaken);
    }

    [Fact]
    public async Task Ones_own_deleted_hidden_and_the_servers_messages_are_not_unread()
    {
        var (olga, ivan, chat) = await FiveSaidAsync();
        await market.SayAsync(chat, ivan, "mine");
        await market.SayAsync(chat, null, new Draft(chat.Id, "system") { Type = MessageType.System });
        var regret = await market.SayAsync(chat, olga, "regret");
        await market.ChangeAsync(regret, olga, new MessageChange.Deleted());
        await market.ChangeAsync(await market.SayAsync(chat, olga, "spam"), ivan, new MessageChange.Hidden());
        Assert.Equal(5, (await market.LookAsync(chat, ivan)).UnreadCount);
        Assert.Equal(4, (await market.ReadAsync(chat, ivan, 1)).UnreadCount);
    }

    [Fact]
    public async Task Sending_does_not_move_the_senders_pointer()
    {
        var (olga, _, chat) = await FiveSaidAsync();
        Assert.Equal(0, (await market.Chats.MemberAsync(chat.Id, olga.Id, None))!.LastReadSeq);
    }

    [Fact]
    public async Task Everything_is_read_everywhere_and_only_what_moved_is_announced()
    {
        var (olga, ivan, direct) = await FiveSaidAsync();
        var group = await market.GroupAsync(olga, ivan);
        var quiet = await market.GroupAsync(olga, ivan);
        var marked = await market.GroupAsync(olga, ivan);
        await market.SayAsync(group, olga, "hello");
        await market.Receipts.MoveAsync(group.Id, ivan.Id, null, 1, Market.Now, None);
        await market.Chats.ConfigureAsync(marked.Id, ivan.Id, (_, my) => my with { Settings = my.Settings with { MarkedUnread = true } }, None);
        var (moves, marksTaken) = await market.Receipts.ReadAllAsync(ivan.Id, Market.Now, None);
        Assert.Equal(
            [new PointerMoved(direct.Id, 7, ivan.Id, 5, 5, false), new PointerMoved(group.Id, 4, ivan.Id, 1, 1, false)], moves.OrderBy(move => move.ChatId.Value).Select(move => move with { JustRead = [] }));
        Assert.Equal([marked.Id], marksTaken);
        Assert.Equal((0, 0), ((await market.Chats.UnreadAsync(ivan.Id, Market.Now, None)).Chats, (await market.Chats.UnreadAsync(ivan.Id, Market.Now, None)).Messages));
        Assert.Equal(1, (await market.LookAsync(quiet, ivan)).Chat.Revision);
        Assert.Equal(1, (await market.LookAsync(marked, ivan)).Chat.Revision);
        Assert.Empty((await market.Receipts.ReadAllAsync(ivan.Id, Market.Now, None)).Moves);
    }

    [Fact]
    public async Task What_a_pointer_has_passed_is_told_once_and_without_what_the_reader_said_or_what_was_deleted()
    {
        var (olga, ivan, chat) = await FiveSaidAsync();
        await market.SayAsync(chat, ivan, "mine");
        await market.SayAsync(chat, null, "the server's");
        await market.SayAsync(chat, olga, "last");
        Assert.Equal([1, 2], (await market.ReadAsync(chat, ivan, 2)).Event!.JustRead.Select(read => read.Seq));
        var rest = (await market.ReadAsync(chat, ivan, 8)).Event!.JustRead;
        Assert.Equal([3, 4, 5, 8], rest.Select(read => read.Seq));
        Assert.All(rest, read => Assert.Equal(olga.Id, read.AuthorId));
        Assert.Empty(Market.Value(await market.Receipts.MoveAsync(chat.Id, olga.Id, null, 8, Market.Now, None)).Event!.JustRead);
        var (moves, _) = await market.Receipts.ReadAllAsync(olga.Id, Market.Now, None);
        Assert.Equal([6], Assert.Single(moves).JustRead.Select(read => read.Seq));
    }

    [Fact]
    public async Task Concurrent_moves_of_one_member_end_at_the_furthest()
    {
        var (_, ivan, chat) = await FiveSaidAsync();
        var moves = await Task.WhenAll(new long[] { 2, 5, 1, 4, 3, 5, 2, 4 }.Select(seq => Task.Run(() => market.ReadAsync(chat, ivan, seq))));
        Assert.Equal(5, (await market.Chats.MemberAsync(chat.Id, ivan.Id, None))!.LastReadSeq);
        var events = moves.Select(move => move.Event).OfType<PointerMoved>().OrderBy(move => move.Revision).ToList();
        Assert.Equal(Enumerable.Range(7, events.Count).Select(revision => (long)revision), events.Select(move => move.Revision));
        Assert.Equal(events.Select(move => move.LastReadSeq).Order().Distinct(), events.Select(move => move.LastReadSeq));
    }

    [Fact]
    public async Task A_chat_counts_up_to_a_thousand_unread()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = await market.DirectAsync(olga, ivan);
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(async number => await market.SayAsync(chat, olga, $"{number}")));
        Assert.Equal(1000, (await market.LookAsync(chat, ivan)).UnreadCount);
        Assert.Equal(1000, (await market.Chats.UnreadAsync(ivan.Id, Market.Now, None)).Messages);
        Assert.Equal(1000, (await market.ReadAsync(chat, ivan, 50)).UnreadCount);
        Assert.Equal(999, (await market.ReadAsync(chat, ivan, 101)).UnreadCount);
    }

    private async Task<(Person Olga, Person Ivan, Chat Chat)> FiveSaidAsync()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = await market.DirectAsync(olga, ivan);
        await market.SayManyAsync(chat, olga, 5);
        return (olga, ivan, chat);
    }
}
