using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class SupportPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_chat_that_wants_support_is_found_until_somebody_is_there_or_the_chat_has_ended()
    {
        var (olga, ivan, sveta) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"), await market.PersonAsync("Sveta"));
        var (first, second) = (await market.ListingChatAsync(olga, ivan, "l:1"), await market.ListingChatAsync(olga, ivan, "l:2"));
        Assert.Equal((SupportState.None, null), (first.Support, first.SupportId));
        Assert.Empty(await market.Chats.WantingSupportAsync(10, None));
        foreach (var chat in new[] { second, first })
            await ReshapeAsync(chat, one => one with { Support = SupportState.Wanted });
        var wanting = await market.Chats.WantingSupportAsync(10, None);
        Assert.Equal([first.Id, second.Id], wanting.Select(view => view.Chat.Id));
        Assert.Equal([olga.Id, ivan.Id], wanting[0].Participants.Select(one => one.Person.Id).OrderBy(id => id.Value));
        Assert.Equal(first.Id, Assert.Single(await market.Chats.WantingSupportAsync(1, None)).Chat.Id);

        var joined = await ReshapeAsync(first, one => one with { Support = SupportState.Present, SupportId = sveta.Id });
        Assert.Equal((SupportState.Present, sveta.Id), (joined.Support, joined.SupportId));
        Assert.Equal(joined, (await market.LookAsync(first, olga)).Chat);
        await market.Chats.ChangeAsync(second.Id, _ => ChatRights.Decide(new ChatChange.Deleted()), Market.Now, None);
        Assert.Empty(await market.Chats.WantingSupportAsync(10, None));
    }

    [Fact]
    public async Task Chats_of_nameless_buyers_are_numbered_for_each_seller_also_when_they_come_at_once()
    {
        var (seller, other) = (await market.PersonAsync("Seller"), await market.PersonAsync("Other"));
        var buyers = new List<Person>();
        for (var i = 0; i < 8; i++)
            buyers.Add(await market.PersonAsync($"Buyer {i}"));
        var opened = await Task.WhenAll(buyers.Select(buyer => Task.Run(() => OpenAsync(buyer, seller, seller.Id))));
        Assert.Equal(Enumerable.Range(1, 8).Select(number => (int?)number), opened.Select(one => one.Chat.BuyerNumber).Order());
        Assert.Equal(opened[0].Chat.BuyerNumber, (await OpenAsync(buyers[0], seller, seller.Id)).Chat.BuyerNumber); // the same chat keeps its number
        Assert.Equal(1, (await OpenAsync(buyers[0], other, other.Id)).Chat.BuyerNumber);
        Assert.Null((await OpenAsync(buyers[1], other, null)).Chat.BuyerNumber);
        Assert.Equal(2, (await OpenAsync(buyers[2], other, other.Id)).Chat.BuyerNumber);
    }

    private async Task<Opened> OpenAsync(Person buyer, Person seller, PersonId? numberedFor)
        => await market.Chats.OpenAsync(
            new NewChat(
                ChatKind.Listing, "Bicycle", [new NewMember(buyer.Id, MemberRole.Buyer), new NewMember(seller.Id, MemberRole.Seller)], buyer.Id, Market.Now)
            {
                ListingId = "l:7", UniqueKey = UniqueKeys.Listing("l:7", buyer.Id, seller.Id), NumberedFor = numberedFor,
            },
            None);

    private async Task<Chat> ReshapeAsync(Chat chat, Func<Chat, Chat> change)
        => Market.Value(await market.Chats.ChangeAsync(chat.Id, desk => ChatRights.Decide(new ChatChange.Reshaped(change(desk.Chat))), Market.Now, None)).Chat;
}
