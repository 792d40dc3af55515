using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class MergePromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_the_guest_was_and_said_becomes_the_accounts()
    {
        var (guest, account, seller) = await ThreeAsync();
        var chat = await market.ListingChatAsync(guest, seller, $"merge-{guest.Id}");
        var said = Market.Value(await market.SayAsync(chat, guest, new Draft(chat.Id, "Is it available?") { ClientMessageId = "c1" })).Message;
        var answer = await market.SayAsync(chat, seller, "Yes");
        await market.ChangeAsync(answer, guest, new MessageChange.Reacted("👍"));
        await market.ReadAsync(chat, guest, 2);
        Assert.Equal([chat.Id], await market.Chats.MergeAsync(guest.Id, account.Id, Market.Now, None));

        Assert.Null(await market.Chats.MemberAsync(chat.Id, guest.Id, None));
        var my = (await market.Chats.MemberAsync(chat.Id, account.Id, None))!;
        Assert.Equal((MemberRole.Buyer, 2L), (my.Role, my.LastReadSeq));
        var history = await market.HistoryAsync(chat, account);
        Assert.Equal([account.Id, seller.Id], history.Select(message => message.AuthorId!.Value));
        Assert.Equal([account.Id], history[1].Reactions[0].People);
        var view = await market.LookAsync(chat, account);
        Assert.Equal((account.Id, UniqueKeys.Listing($"merge-{guest.Id}", account.Id, seller.Id)), (view.Chat.CreatedBy!.Value, view.Chat.UniqueKey));
        Assert.Equal(7, view.Chat.Revision); // by two, so that whoever knows the one before asks
        // A retry of the guest's message, now by the account, is still found.
        Assert.Equal(said.Id, Market.Value(await market.SayAsync(chat, account, new Draft(chat.Id, "Is it available?") { ClientMessageId = "c1" })).Message.Id);
        // The others learn of it as of any change.
        var sync = Assert.Single((await market.Chats.SyncAsync(seller.Id, new SyncRequest([new ChatPosition(chat.Id, 2, 5)], 100), Market.Now, None)).Chats);
        Same.As(history, sync.Changed);
    }

    [Fact]
    public async Task A_merge_can_be_taken_back_for_a_time()
    {
        var (guest, account, seller) = await ThreeAsync();
        var chat = await market.ListingChatAsync(guest, seller, $"unmerge-{guest.Id}");
        await market.SayAsync(chat, guest, "as guest");
        var now = Market.Now;
        await market.Chats.MergeAsync(guest.Id, account.Id, now, None);
        await market.SayAsync(chat, account, "as account");
        Assert.Empty(await market.Chats.UnmergeAsync(seller.Id, now - TimeSpan.FromDays(1), now, None));
        Assert.Equal([chat.Id], await market.Chats.UnmergeAsync(account.Id, now - TimeSpan.FromDays(1), now, None));
        Assert.Null(await market.Chats.MemberAsync(chat.Id, account.Id, None));
        Assert.Equal(MemberRole.Buyer, (await market.Chats.MemberAsync(chat.Id, guest.Id, None))!.Role);
        Assert.Equal([guest.Id, account.Id], (await market.HistoryAsync(chat, guest)).Select(message => message.AuthorId!.Value));
        Assert.Equal(chat.UniqueKey, (await market.LookAsync(chat, guest)).Chat.UniqueKey);
        Assert.Empty(await market.Chats.UnmergeAsync(account.Id, now - TimeSpan.FromDays(1), now, None));
    }

    [Fact]
    public async Task A_merge_that_is_too_old_stays()
    {
        var (guest, account, seller) = await ThreeAsync();
        await market.DirectAsync(guest, seller);
        var now = Market.Now;
        await market.Chats.MergeAsync(guest.Id, account.Id, now, None);
        Assert.Empty(await market.Chats.UnmergeAsync(account.Id, now, now + TimeSpan.FromDays(1), None));
    }

    [Fact]
    public async Task Chats_that_the_account_is_in_already_stay_with_the_guest()
    {
        var (guest, account, _) = await ThreeAsync();
        var both = await market.GroupAsync(guest, account);
        var direct = await market.DirectAsync(guest, account);
        Assert.Empty(await market.Chats.MergeAsync(guest.Id, account.Id, Market.Now, None));
        Assert.NotNull(await market.Chats.MemberAsync(both.Id, guest.Id, None));
        Assert.NotNull(await market.Chats.MemberAsync(direct.Id, guest.Id, None));
    }

    [Fact]
    public async Task Where_the_two_have_a_chat_with_the_same_person_both_chats_stay_and_the_older_keeps_its_key()
    {
        var (guest, account, seller) = await ThreeAsync();
        var guests = await market.DirectAsync(guest, seller);
        var accounts = await market.DirectAsync(account, seller);
        Assert.Equal([guests.Id], await market.Chats.MergeAsync(guest.Id, account.Id, Market.Now, None));
        Assert.Null((await market.LookAsync(guests, account)).Chat.UniqueKey);
        Assert.Equal(accounts.Id, (await market.OpenDirectAsync(account, seller)).Chat.Id);
        await market.Chats.UnmergeAsync(account.Id, Market.Now - TimeSpan.FromDays(1), Market.Now, None);
        Assert.Equal(guests.UniqueKey, (await market.LookAsync(guests, guest)).Chat.UniqueKey);
    }

    [Fact]
    public async Task The_same_reaction_and_the_same_client_id_of_both_do_not_collide()
    {
        var (guest, account, seller) = await ThreeAsync();
        var group = await market.GroupAsync(seller, guest, account);
        var draft = new Draft(group.Id, "hello") { ClientMessageId = "1" };
        var hers = Market.Value(await market.SayAsync(group, account, draft)).Message;
        var guests = Market.Value(await market.SayAsync(group, guest, draft)).Message;
        await market.ChangeAsync(hers, account, new MessageChange.Reacted("👍"));
        await market.ChangeAsync(hers, guest, new MessageChange.Reacted("👍"));
        await market.ChangeAsync(group, new ChatChange.Left(account.Id)); // so that the guest's place can become hers
        Assert.Equal([group.Id], await market.Chats.MergeAsync(guest.Id, account.Id, Market.Now, None));
        var history = await market.HistoryAsync(group, account);
        Assert.Equal([account.Id, account.Id], history.Select(message => message.AuthorId!.Value));
        Assert.Equal([account.Id], history[0].Reactions[0].People);
        Assert.Equal(hers.Id, Market.Value(await market.SayAsync(group, account, draft)).Message.Id);
        Assert.NotEqual(hers.Id, guests.Id);
    }

    [Fact]
    public async Task A_guest_without_chats_merges_to_nothing()
    {
        var (guest, account, _) = await ThreeAsync();
        Assert.Empty(await market.Chats.MergeAsync(guest.Id, account.Id, Market.Now, None));
    }

    private async Task<(Person Guest, Person Account, Person Seller)> ThreeAsync()
        => (await market.People.AddGuestAsync(null, $"guest-{Guid.NewGuid():N}", Market.Now, None), await market.PersonAsync("Account"), await market.PersonAsync("Seller"));
}
