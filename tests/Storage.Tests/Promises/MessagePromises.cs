using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class MessagePromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(null, null, null, new[] { 6, 7, 8, 9, 10 }, true, false)]
    [InlineData(6, null, null, new[] { 1, 2, 3, 4, 5 }, false, true)]
    [InlineData(4, null, null, new[] { 1, 2, 3 }, false, true)]
    [InlineData(1, null, null, new int[0], false, true)]
    [InlineData(99, null, null, new[] { 6, 7, 8, 9, 10 }, true, false)]
    [InlineData(null, 0, null, new[] { 1, 2, 3, 4, 5 }, false, true)]
    [InlineData(null, 5, null, new[] { 6, 7, 8, 9, 10 }, true, false)]
    [InlineData(null, 8, null, new[] { 9, 10 }, true, false)]
    [InlineData(null, 10, null, new int[0], true, false)]
    [InlineData(null, 99, null, new int[0], true, false)]
    [InlineData(null, null, 5, new[] { 3, 4, 5, 6, 7 }, true, true)]
    [InlineData(null, null, 1, new[] { 1, 2, 3 }, false, true)]
    [InlineData(null, null, 10, new[] { 8, 9, 10 }, true, false)]
    [InlineData(null, null, 99, new[] { 9, 10 }, true, false)]
    public async Task A_page_is_the_asked_for_part_oldest_first(int? before, int? after, int? around, int[] seqs, bool moreBefore, bool moreAfter)
    {
        var (olga, ivan, chat) = await TwoAsync();
        await market.SayManyAsync(chat, olga, 10);
        var page = await market.Messages.PageAsync(chat.Id, ivan.Id, new MessageRange(5, before, after, around), None);
        Assert.Equal(seqs.Select(seq => (long)seq), page!.Items.Select(message => message.Seq));
        Assert.Equal((moreBefore, moreAfter, 10, 11), (page.HasMoreBefore, page.HasMoreAfter, page.LastSeq, page.Revision));
    }

    [Fact]
    public async Task An_empty_chat_has_an_empty_page_and_a_stranger_none()
    {
        var (olga, _, chat) = await TwoAsync();
        var page = await market.Messages.PageAsync(chat.Id, olga.Id, new MessageRange(), None);
        Assert.Empty(page!.Items);
        Assert.Equal((false, false, 0, 1), (page.HasMoreBefore, page.HasMoreAfter, page.LastSeq, page.Revision));
        foreach (var range in new[] { new MessageRange(), new MessageRange(AfterSeq: 0), new MessageRange(AroundSeq: 1) })
            Assert.Null(await market.Messages.PageAsync(chat.Id, (await market.PersonAsync("Stranger")).Id, range, None));
    }

    [Fact]
    public async Task Pages_after_one_another_give_everything_once()
    {
        var (olga, ivan, chat) = await TwoAsync();
        await market.SayManyAsync(chat, olga, 23);
        var seqs = new List<long>();
        long? before = null;
        MessagePage page;
        do
        {
            page = (await market.Messages.PageAsync(chat.Id, ivan.Id, new MessageRange(5, BeforeSeq: before), None))!;
            seqs.InsertRange(0, page.Items.Select(message => message.Seq));
            before = seqs[0];
        }
        while (page.HasMoreBefore);
        Assert.Equal(Enumerable.Range(1, 23).Select(seq => (long)seq), seqs);
    }

    [Fact]
    public async Task A_page_says_of_each_message_what_the_message_says_alone()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var plain = await market.SayAsync(chat, olga, "plain");
        var draft = new Draft(chat.Id, "said");
        foreach (var special in (Draft[])[
            draft with { ReplyTo = plain.Id, ClientMessageId = "k1" }, draft with { Type = MessageType.Location, Payload = """{"lat":1,"lon":2}""" },
            draft with { Mentions = [olga.Id, ivan.Id] }, draft with { ForwardedFrom = new Forwarding(chat.Id, ivan.Id, Market.Now) },
            draft with { ForwardedFrom = new Forwarding(null, null, Market.Now) }])
            Market.Value(await market.SayAsync(chat, olga, special));
        await market.SayAsync(chat, null, draft with { Type = MessageType.System });
        foreach (var change in (MessageChange[])[
            new MessageChange.Edited("edited"), new MessageChange.Deleted(), new MessageChange.Pinned(), new MessageChange.Reacted("🎉"), new MessageChange.PayloadReplaced("{}")])
            await market.ChangeAsync(Market.Value(await market.SayAsync(chat, olga, draft with { ReplyTo = plain.Id })).Message, ivan, change);
        var deleted = await market.SayAsync(chat, olga, "soon gone");
        Market.Value(await market.SayAsync(chat, olga, draft with { ReplyTo = deleted.Id }));
        await market.ChangeAsync(deleted, ivan, new MessageChange.Reacted("🎉"));
        await market.ChangeAsync(deleted, olga, new MessageChange.Deleted());

        var page = await market.HistoryAsync(chat, ivan);
        Assert.Equal(14, page.Count);
        foreach (var message in page)
            Same.As((await market.Messages.FindAsync(message.Id, ivan.Id, None))!, message);
    }

    [Fact]
    public async Task A_message_hidden_by_one_is_hidden_for_that_one_everywhere()
    {
        var (olga, ivan, chat) = await TwoAsync();
        await market.SayManyAsync(chat, olga, 2);
        var hidden = await market.SayAsync(chat, olga, "do not look");
        var changed = await market.ChangeAsync(hidden, ivan, new MessageChange.Hidden());
        Assert.Null(changed.Event);
        await market.ChangeAsync(hidden, ivan, new MessageChange.Hidden()); // twice is once
        Assert.Equal([1, 2], (await market.HistoryAsync(chat, ivan)).Select(message => message.Seq));
        Assert.Equal([1, 2, 3], (await market.HistoryAsync(chat, olga)).Select(message => message.Seq));
        Assert.Null(await market.Messages.FindAsync(hidden.Id, ivan.Id, None));
        Assert.NotNull(await market.Messages.FindAsync(hidden.Id, olga.Id, None));
        Assert.Equal(2, (await market.LookAsync(chat, ivan)).LastMessage!.Seq);
        Assert.Equal(4, (await market.LookAsync(chat, ivan)).Chat.Revision);
    }

    [Fact]
    public async Task A_message_is_found_by_who_may_see_it()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var old = await market.SayAsync(chat, olga, "old");
        var message = await market.SayAsync(chat, olga, "new");
        Same.As(message, (await market.Messages.FindAsync(message.Id, ivan.Id, None))!);
        Assert.Null(await market.Messages.FindAsync(message.Id, (await market.PersonAsync("Stranger")).Id, None));
        Assert.Null(await market.Messages.FindAsync(new MessageId(1L << 50), ivan.Id, None));
        await market.Chats.ConfigureAsync(chat.Id, ivan.Id, (_, my) => my with { HiddenSeq = old.Seq }, None);
        Assert.Null(await market.Messages.FindAsync(old.Id, ivan.Id, None));
        Assert.NotNull(await market.Messages.FindAsync(message.Id, ivan.Id, None));
    }

    [Fact]
    public async Task A_node_learns_what_it_missed_by_revision()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var messages = new List<Message>();
        for (var said = 0; said < 5; said++)
            messages.Add(await market.SayAsync(chat, olga, $"{said}")); // revisions 2 to 6
        var edited = (await market.ChangeAsync(messages[1], olga, new MessageChange.Edited("edited"))).Message; // 7
        await market.ReadAsync(chat, ivan, 5); // 8
        var reacted = (await market.ChangeAsync(messages[4], ivan, new MessageChange.Reacted("🎉"))).Message; // 9

        async Task Missed(long seq, long revision, int limit, params Message[] expected)
            => Same.As(expected, [.. await market.Chats.MissedAsync(chat.Id, seq, revision, limit, None)]);
        await Missed(3, 5, 100, messages[3], edited, reacted);
        await Missed(5, 6, 100, edited, reacted);
        await Missed(5, 7, 100, reacted);
        await Missed(5, 9, 100);
        await Missed(0, 0, 3, messages[0], messages[2], messages[3]);
        await Missed(0, 0, 100, messages[0], messages[2], messages[3], edited, reacted);
        // Whoever is ahead in revisions still gets the message it never had.
        await Missed(4, 9, 100, reacted);
    }

    private async Task<(Person Olga, Person Ivan, Chat Chat)> TwoAsync()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        return (olga, ivan, await market.DirectAsync(olga, ivan));
    }
}
