using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class OpeningPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_new_chat_is_empty_at_revision_one_and_everybody_named_is_in_it()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var opened = await market.OpenDirectAsync(olga, ivan);
        Assert.True(opened.IsNew);
        Assert.Equal((0, 1, ChatStatus.Active, "Olga & Ivan"), (opened.Chat.LastSeq, opened.Chat.Revision, opened.Chat.Status, opened.Chat.Title));
        Assert.Equal([olga, ivan], opened.Participants.Select(one => one.Person));
        Assert.Equal(opened.Chat, (await market.LookAsync(opened.Chat, olga)).Chat);
    }

    [Fact]
    public async Task All_that_a_new_chat_was_given_is_kept()
    {
        var (buyer, seller) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"));
        var now = Market.Now;
        var opened = await market.Chats.OpenAsync(
            new NewChat(ChatKind.Listing, "Велосипед", [new NewMember(buyer.Id, MemberRole.Buyer), new NewMember(seller.Id, MemberRole.Seller)], buyer.Id, now)
            {
                Description = "About the bicycle", ListingId = "l:77", UniqueKey = "a key of the caller's own",
            },
            None);
        var chat = opened.Chat;
        Assert.Equal((ChatKind.Listing, "Велосипед", "About the bicycle", "l:77"), (chat.Kind, chat.Title, chat.Description, chat.ListingId));
        Assert.Equal((buyer.Id, now, now), (chat.CreatedBy!.Value, chat.CreatedAt, chat.ActiveAt));
        Assert.Equal([MemberRole.Buyer, MemberRole.Seller], opened.Participants.Select(one => one.Member.Role));
        Assert.Equal(chat.Id, await market.Chats.FindByKeyAsync("a key of the caller's own", None));
        Assert.Null(await market.Chats.FindByKeyAsync("no such key", None));
        Assert.Equal([chat.Id], await market.Chats.OfListingAsync("l:77", None));
        Assert.Empty(await market.Chats.OfListingAsync("l:78", None));
    }

    [Fact]
    public async Task There_is_one_direct_chat_for_two_whoever_begins()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var first = await market.OpenDirectAsync(olga, ivan);
        var second = await market.OpenDirectAsync(ivan, olga);
        Assert.False(second.IsNew);
        Assert.Equal(first.Chat, second.Chat);
        Assert.Equal(2, second.Participants.Count);
    }

    [Fact]
    public async Task Of_parallel_openings_exactly_one_makes_the_chat()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var openings = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() =>
            number % 2 == 0 ? market.OpenDirectAsync(olga, ivan) : market.OpenDirectAsync(ivan, olga))));
        Assert.Single(openings, opened => opened.IsNew);
        Assert.Single(openings.Select(opened => opened.Chat.Id).Distinct());
        Assert.All(openings, opened => Assert.Equal(2, opened.Participants.Count));
    }

    [Fact]
    public async Task Chats_without_a_key_are_never_the_same()
    {
        var people = new[] { await market.PersonAsync("Olga"), await market.PersonAsync("Ivan") };
        Assert.NotEqual((await market.GroupAsync(people)).Id, (await market.GroupAsync(people)).Id);
    }

    [Fact]
    public async Task A_buyer_has_one_chat_about_a_listing_where_that_is_asked_for_whoever_sells()
    {
        var (buyer, seller, other) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"), await market.PersonAsync("Other"));
        var openings = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() => OpenOneAsync(buyer, number % 2 == 0 ? seller : other, "only-1", $"{{\"n\":{number}}}"))));
        var made = Assert.Single(openings, opened => opened.IsNew).Chat;
        Assert.Single(openings.Select(opened => opened.Chat).Distinct());
        Assert.Equal(made.Metadata, (await market.LookAsync(made, buyer)).Chat.Metadata);
        Assert.Equal(made.Id, await market.Chats.FindOfBuyerAsync("only-1", buyer.Id, None));
        Assert.Null(await market.Chats.FindOfBuyerAsync("only-1", seller.Id, None)); // the seller is no buyer of it
        Assert.True((await OpenOneAsync(other, seller, "only-1", null)).IsNew);
        await market.ChangeAsync(made, new ChatChange.Reshaped(made with { Metadata = "{}" }));
        Assert.Equal("{}", (await market.LookAsync(made, buyer)).Chat.Metadata);
        await market.ChangeAsync(made, new ChatChange.Deleted());
        Assert.Null(await market.Chats.FindOfBuyerAsync("only-1", buyer.Id, None));
        Assert.True((await OpenOneAsync(buyer, seller, "only-1", null)).IsNew);
    }

    [Fact]
    public async Task Of_several_chats_of_a_buyer_about_a_listing_the_oldest_is_the_one()
    {
        var (buyer, seller, other) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"), await market.PersonAsync("Other"));
        var first = await market.ListingChatAsync(buyer, seller, "only-2");
        await market.ListingChatAsync(buyer, other, "only-2");
        Assert.Equal(first.Id, await market.Chats.FindOfBuyerAsync("only-2", buyer.Id, None));
        Assert.Equal(first.Id, (await OpenOneAsync(buyer, other, "only-2", null)).Chat.Id);
    }

    [Fact]
    public async Task The_completion_chat_of_two_is_found_by_its_transaction_the_servers_own_first()
    {
        var (buyer, seller, stranger) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"), await market.PersonAsync("Stranger"));
        var transaction = 3_000_000_000_000 + buyer.Id.Value;
        Assert.Null(await FindAsync());
        await MakeAsync(ChatKind.Listing, seller, null);
        await MakeAsync(ChatKind.Completion, stranger, null);
        Assert.Null(await FindAsync());
        var (first, _) = (await MakeAsync(ChatKind.Completion, seller, null), await MakeAsync(ChatKind.Completion, seller, null));
        Assert.Equal((first.Id, transaction), (await FindAsync(), (await market.LookAsync(first, buyer)).Chat.TransactionId));
        var own = await MakeAsync(ChatKind.Completion, seller, UniqueKeys.Completion(transaction));
        Assert.Equal(own.Id, await FindAsync());
        await market.ChangeAsync(own, new ChatChange.Reshaped(own with { TransactionId = null }));
        Assert.Equal(first.Id, await FindAsync());
        await market.ChangeAsync(first, new ChatChange.Left(seller.Id, seller.Id));
        Assert.NotEqual(first.Id, Assert.NotNull(await FindAsync()));

        ValueTask<ChatId?> FindAsync() => market.Chats.FindCompletionAsync(transaction, buyer.Id, seller.Id, None);

        async Task<Chat> MakeAsync(ChatKind kind, Person other, string? key) => (await market.Chats.OpenAsync(
            new NewChat(kind, "Sale", [new NewMember(buyer.Id, MemberRole.Buyer), new NewMember(other.Id, MemberRole.Seller)], buyer.Id, Market.Now) { TransactionId = transaction, UniqueKey = key },
            None)).Chat;
    }

    [Fact]
    public async Task An_observer_has_everything_before_it_unread_and_may_speak()
    {
        var (buyer, seller, stranger) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"), await market.PersonAsync("Stranger"));
        var chat = await market.ListingChatAsync(buyer, seller, "observed-1");
        await market.SayAsync(chat, buyer, "one");
        await market.SayAsync(chat, buyer, "two");
        await market.ChangeAsync(chat, new ChatChange.Joined(stranger.Id, MemberRole.Observer));
        Assert.Equal((MemberRole.Observer, 2), ((await market.LookAsync(chat, stranger)).My!.Role, (await market.LookAsync(chat, stranger)).UnreadCount));
        await market.SayAsync(chat, stranger, "three");
        Assert.Equal(3, (await market.ReadAsync(chat, seller, 10)).Event!.JustRead.Count);
    }

    private async Task<Opened> OpenOneAsync(Person buyer, Person seller, string listing, string? metadata)
        => await market.Chats.OpenAsync(
            new NewChat(ChatKind.Listing, "Bicycle", [new NewMember(buyer.Id, MemberRole.Buyer), new NewMember(seller.Id, MemberRole.Seller)], buyer.Id, Market.Now)
            {
                ListingId = listing, UniqueKey = UniqueKeys.Listing(listing, buyer.Id, seller.Id), OnlyOneOf = buyer.Id, Metadata = metadata,
            },
            None);

    [Fact]
    public async Task Shared_chats_are_the_direct_and_listing_chats_of_two()
    {
        var (olga, ivan, third) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"), await market.PersonAsync("Third"));
        var direct = await market.DirectAsync(olga, ivan);
        var listing = await market.ListingChatAsync(ivan, olga, "shared-1");
        await market.GroupAsync(olga, ivan);
        await market.DirectAsync(olga, third);
        Assert.Equal([direct.Id, listing.Id], await market.Chats.SharedAsync(olga.Id, ivan.Id, None));
        Assert.Empty(await market.Chats.SharedAsync(ivan.Id, third.Id, None));
    }
}
