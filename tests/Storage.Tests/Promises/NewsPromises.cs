using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Realtime.Nodes;

namespace Haggle.Storage.Tests.Promises;

/// <summary>Each test is a node of its own, and looks only at what its own nodes have told: the others share the database.</summary>
public abstract class NewsPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly NodeId here = NodeId.New();
    private readonly NodeId there = NodeId.New();

    private INews News => market.Get<INews>();

    [Fact]
    public async Task What_one_node_tells_the_others_read_as_it_was_told()
    {
        IReadOnlyList<NewsItem> items =
        [
            new(new ChatId(7), 0, 0, 3, [new PersonId(5), new PersonId(9)]),
            new(new ChatId(long.MaxValue), long.MaxValue - 2, null, long.MaxValue, [new PersonId(1), new PersonId(long.MaxValue)]),
            new(new ChatId(8), 41, 12, 60, []),
        ];
        await News.TellAsync(new NewsSheet(there, 1, false, 17, items), None);
        var read = Assert.Single(await ReadAsync());
        Assert.Equal((there, 1, false, 17), (read.Node, read.Number, read.IsLast, read.Whereabouts));
        Assert.Equal(items.Count, read.Items.Count);
        foreach (var (told, heard) in items.Zip(read.Items))
        {
            Assert.Equal(told with { Hearers = [] }, heard with { Hearers = [] });
            Assert.Equal(told.Hearers, heard.Hearers);
        }
    }

    [Fact]
    public async Task Sheets_are_read_oldest_first_and_never_by_the_one_who_told_them()
    {
        for (var number = 1; number <= 5; number++)
            await News.TellAsync(Empty(there, number), None);
        await News.TellAsync(Empty(here, 1), None);
        Assert.Equal([1, 2, 3, 4, 5], (await ReadAsync()).Select(sheet => sheet.Number));
    }

    [Fact]
    public async Task A_sheet_that_is_told_twice_is_there_once()
    {
        await News.TellAsync(Empty(there, 1), None);
        await News.TellAsync(Empty(there, 1), None);
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task A_reader_sees_no_further_back_than_it_asks()
    {
        await News.TellAsync(Empty(there, 1), None);
        Assert.DoesNotContain((await News.ReadAsync(here, -Minute, None)).Sheets, sheet => sheet.Node == there);
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task What_is_young_is_not_forgotten()
    {
        await News.TellAsync(Empty(there, 1), None);
        await News.ForgetAsync(Minute, None);
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task The_stand_has_the_newest_message_and_the_chats_of_later_ones_are_found_with_their_members()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var (quiet, lively) = (await market.DirectAsync(olga, ivan), await market.GroupAsync(olga, ivan));
        await market.SayAsync(quiet, olga, "before");
        var first = await market.SayAsync(lively, olga, "before, too");
        var known = (await News.ReadAsync(here, Minute, None)).NewestMessage;
        Assert.True(known.Value >= first.Id.Value);
        var second = await market.SayAsync(lively, olga, "after");
        await market.SayAsync(lively, ivan, "after that");
        var found = Assert.Single(await News.SaidAfterAsync(first.Id, 10_000, None), item => item.ChatId == lively.Id);
        var now = (await market.LookAsync(lively, olga)).Chat;
        Assert.Equal((second.Revision - 1, second.Seq - 1, now.Revision), (found.AfterRevision, found.AfterSeq, found.Revision));
        Assert.Equal([.. new[] { olga.Id, ivan.Id }.OrderBy(id => id.Value)], found.Hearers.OrderBy(id => id.Value));
        Assert.DoesNotContain(await News.SaidAfterAsync(first.Id, 10_000, None), item => item.ChatId == quiet.Id);
        Assert.Single(await News.SaidAfterAsync(new MessageId(0), 1, None));
    }

    private static NewsSheet Empty(NodeId node, long number) => new(node, number, false, 0, []);

    private async Task<IReadOnlyList<NewsSheet>> ReadAsync() => [.. (await News.ReadAsync(here, Minute, None)).Sheets.Where(sheet => sheet.Node == there)];
}
