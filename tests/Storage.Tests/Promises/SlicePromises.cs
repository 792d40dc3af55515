using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class SlicePromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Messages_are_counted_from_either_end()
    {
        var (_, ivan, chat) = await FiveSaidAsync();
        Assert.Equal([1, 2, 3, 4, 5], await SeqsAsync(chat, ivan, new(0, 500)));
        Assert.Equal([3, 4], await SeqsAsync(chat, ivan, new(2, 2)));
        Assert.Equal([4, 3], await SeqsAsync(chat, ivan, new(1, 2) { FromNewest = true }));
        Assert.Empty(await SeqsAsync(chat, ivan, new(5, 2)));
        Assert.Null(await market.Messages.SliceAsync(chat.Id, (await market.PersonAsync("Stranger")).Id, new(0, 5), None));
    }

    [Fact]
    public async Task What_the_server_says_counts_only_where_it_is_asked_for_and_what_is_deleted_never()
    {
        var (olga, ivan, chat) = await FiveSaidAsync();
        await market.SayAsync(chat, null, "the server's");
        var second = (await market.Messages.SliceAsync(chat.Id, ivan.Id, new(1, 1), None))!.Items[0];
        Assert.Null((await market.Messages.ChangeAsync(second.Id, olga.Id, _ => new MessageChange.Deleted(), Market.Now, None)).Refusal);
        Assert.Equal([1, 3, 4, 5], await SeqsAsync(chat, ivan, new(0, 500)));
        var all = (await market.Messages.SliceAsync(chat.Id, ivan.Id, new(0, 500) { WithSystem = true, WithTotal = true }, None))!;
        Assert.Equal([1, 3, 4, 5, 6], all.Items.Select(message => message.Seq));
        Assert.Equal(5, all.Total);
        Assert.Equal(4, (await market.Messages.SliceAsync(chat.Id, ivan.Id, new(0, 1) { WithTotal = true }, None))!.Total);
    }

    [Fact]
    public async Task A_slice_tells_how_far_others_have_read()
    {
        var (olga, ivan, chat) = await FiveSaidAsync();
        await market.SayAsync(chat, ivan, "mine");
        await market.ReadAsync(chat, ivan, 3);
        var slice = (await market.Messages.SliceAsync(chat.Id, olga.Id, new(0, 500), None))!;
        Assert.Equal([true, true, true, false, false, false], slice.Items.Select(slice.Marks.HasRead));
        await market.ReadAsync(chat, olga, 6);
        slice = (await market.Messages.SliceAsync(chat.Id, olga.Id, new(0, 500), None))!;
        Assert.Equal([true, true, true, false, false, true], slice.Items.Select(slice.Marks.HasRead));
        Assert.True(slice.Marks.HasRead(slice.Items[4], olga.Id));
        Assert.False(slice.Marks.HasRead(slice.Items[4], ivan.Id));
    }

    [Fact]
    public async Task A_slice_may_begin_after_a_place_from_either_end()
    {
        var (_, ivan, chat) = await FiveSaidAsync();
        Assert.Equal([3, 4], await SeqsAsync(chat, ivan, new(0, 2) { AfterSeq = 2 }));
        Assert.Equal([5, 4, 3], await SeqsAsync(chat, ivan, new(0, 500) { AfterSeq = 2, FromNewest = true }));
        Assert.Empty(await SeqsAsync(chat, ivan, new(0, 500) { AfterSeq = 5 }));
        Assert.Equal(3, (await market.Messages.SliceAsync(chat.Id, ivan.Id, new(0, 1) { AfterSeq = 2, WithTotal = true }, None))!.Total);
    }

    [Fact]
    public async Task A_slice_tells_what_is_on_a_device_of_the_others_where_it_is_asked_for()
    {
        var (olga, ivan, chat) = await FiveSaidAsync();
        var (at, later) = (Market.Now.AddMinutes(1), Market.Now.AddMinutes(2));
        await market.Receipts.MoveAsync(chat.Id, ivan.Id, readSeq: null, deliveredSeq: 2, at, None);
        var slice = (await market.Messages.SliceAsync(chat.Id, olga.Id, new(0, 500) { WithArrivals = true }, None))!;
        Assert.Equal([at, at, null, null, null], slice.Items.Select(message => slice.Arrivals.Of(message, ivan.Id)));
        Assert.All(slice.Items, message => Assert.Null(slice.Arrivals.Of(message, olga.Id)));
        await market.Receipts.MoveAsync(chat.Id, ivan.Id, readSeq: 3, deliveredSeq: null, later, None);
        slice = (await market.Messages.SliceAsync(chat.Id, olga.Id, new(0, 500) { WithArrivals = true }, None))!;
        Assert.Equal([later, later, later, null, null], slice.Items.Select(message => slice.Arrivals.Of(message, ivan.Id)));
        slice = (await market.Messages.SliceAsync(chat.Id, olga.Id, new(0, 500), None))!;
        Assert.Empty(slice.Arrivals.Pointers);
    }

    private async Task<(Person Olga, Person Ivan, Chat Chat)> FiveSaidAsync()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = await market.DirectAsync(olga, ivan);
        await market.SayManyAsync(chat, olga, 5);
        return (olga, ivan, chat);
    }

    private async Task<IReadOnlyList<long>> SeqsAsync(Chat chat, Person viewer, MessageSlice slice)
        => [.. (await market.Messages.SliceAsync(chat.Id, viewer.Id, slice, None))!.Items.Select(message => message.Seq)];
}
