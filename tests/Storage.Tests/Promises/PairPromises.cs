using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Trade;

namespace Haggle.Storage.Tests.Promises;

/// <summary>Chats of one buyer and one seller, and the names that other systems gave to them and to messages.</summary>
public abstract class PairPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private IPairs Pairs => market.Get<IPairs>();

    [Fact]
    public async Task A_pair_is_found_by_its_name_with_both_sides()
    {
        var (buyer, seller, chat) = await OpenAsync("p-1");
        var pair = (await Pairs.FindAsync("p-1", None))!;
        Assert.Equal((chat.Id, "p-1", chat.CreatedAt, 0, buyer, seller), (pair.ChatId, pair.Name, pair.CreatedAt, pair.LastSeq, pair.Buyer.Person, pair.Seller.Person));
        Assert.Equal((Side.Buyer, Side.Seller, null), (pair.SideOf(buyer.Id), pair.SideOf(seller.Id), pair.SideOf(Person.System)));
        Assert.Null(await Pairs.FindAsync("p-none", None));
    }

    [Fact]
    public async Task Of_parallel_openings_one_makes_the_chat_and_its_name_stays()
    {
        var (buyer, seller) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"));
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => market.Chats.OpenAsync(Wanted(buyer, seller, $"race-{number}"), None).AsTask())));
        var made = Assert.Single(opened, one => one.IsNew).Chat;
        Assert.All(opened, one => Assert.Equal(made.Id, one.Chat.Id));
        var name = Assert.Single(await Pairs.FindManyAsync([made.Id], () => "never", None)).Name;
        Assert.StartsWith("race-", name, StringComparison.Ordinal);
        Assert.NotNull(await Pairs.FindAsync(name, None));
    }

    [Fact]
    public async Task A_chat_without_a_name_gets_one_when_first_shown_and_keeps_it()
    {
        var (buyer, seller) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"));
        var chat = await market.ListingChatAsync(buyer, seller, "bike");
        var number = 0;
        var shown = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Pairs.FindManyAsync([chat.Id], () => $"late-{Interlocked.Increment(ref number)}", None).AsTask())));
        var name = Assert.Single(shown.Select(pairs => Assert.Single(pairs).Name).Distinct());
        Assert.Equal(chat.Id, (await Pairs.FindAsync(name, None))!.ChatId);
    }

    [Fact]
    public async Task Only_chats_with_one_of_each_side_are_pairs_and_none_that_was_deleted()
    {
        var (buyer, seller, chat) = await OpenAsync("p-gone");
        var direct = await market.DirectAsync(buyer, seller);
        Assert.Empty(await Pairs.FindManyAsync([direct.Id], () => "never", None));
        await market.ChangeAsync(chat, new ChatChange.Deleted());
        Assert.Null(await Pairs.FindAsync("p-gone", None));
    }

    [Fact]
    public async Task Everybodys_pairs_and_messages_come_newest_first_with_their_number()
    {
        var (buyer, seller, first) = await OpenAsync("all-1");
        var (other, _, second) = await OpenAsync("all-2");
        await market.SayAsync(first, buyer, "older");
        await market.SayAsync(second, other, "newer");
        var taken = await market.SayAsync(first, seller, "deleted");
        await market.ChangeAsync(taken, seller, new MessageChange.Deleted());
        var direct = await market.DirectAsync(buyer, seller);
        await market.SayAsync(direct, buyer, "between the two");
        var pairs = await Pairs.ListAsync(0, 2, None);
        Assert.Equal([second.Id, first.Id], pairs.Items.Select(pair => pair.ChatId));
        Assert.True(pairs.Total >= 2);
        var messages = await Pairs.MessagesAsync(0, 2, None);
        Assert.Equal(["newer", "older"], messages.Items.Select(message => message.Content));
        Assert.Equal("older", Assert.Single((await Pairs.MessagesAsync(1, 1, None)).Items).Content);
        Assert.True(messages.Total >= 2);
    }

    [Fact]
    public async Task A_messages_name_belongs_to_one_author_in_one_chat()
    {
        var (buyer, seller, chat) = await OpenAsync("p-claims");
        var (_, _, other) = await OpenAsync("p-others");
        Assert.Null(await Pairs.FindMessageAsync("m-1", None));
        Assert.True(await Pairs.ClaimAsync("m-1", chat.Id, buyer.Id, None));
        Assert.True(await Pairs.ClaimAsync("m-1", chat.Id, buyer.Id, None));
        Assert.False(await Pairs.ClaimAsync("m-1", chat.Id, seller.Id, None));
        Assert.False(await Pairs.ClaimAsync("m-1", other.Id, buyer.Id, None));
        Assert.Null(await Pairs.FindMessageAsync("m-1", None)); // taken, and nothing said yet
        var message = Market.Value(await market.SayAsync(chat, buyer, new Draft(chat.Id, "said") { ClientMessageId = "m-1" })).Message;
        Assert.Equal(new NamedMessage(message.Id, chat.Id, buyer.Id), await Pairs.FindMessageAsync("m-1", None));
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => Pairs.ClaimAsync("m-2", number % 2 == 0 ? chat.Id : other.Id, buyer.Id, None).AsTask())));
        Assert.Equal(4, claims.Count(claimed => claimed));
    }

    private async Task<(Person Buyer, Person Seller, Chat Chat)> OpenAsync(string name)
    {
        var (buyer, seller) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"));
        return (buyer, seller, (await market.Chats.OpenAsync(Wanted(buyer, seller, name), None)).Chat);
    }

    private static NewChat Wanted(Person buyer, Person seller, string name)
        => new(ChatKind.Listing, "Pair", [new(buyer.Id, MemberRole.Buyer), new(seller.Id, MemberRole.Seller)], buyer.Id, Market.Now)
        {
            UniqueKey = UniqueKeys.Pair(buyer.Id, seller.Id), Name = name,
        };
}
