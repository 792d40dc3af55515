using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class ChatListPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_chat_is_seen_with_the_eyes_of_its_viewer()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = await market.DirectAsync(olga, ivan);
        await market.SayAsync(chat, olga, new Draft(chat.Id, "for you") { Mentions = [ivan.Id, new PersonId(77)] });
        var last = await market.SayAsync(chat, olga, "and again");
        var (hers, his) = (await market.LookAsync(chat, olga), await market.LookAsync(chat, ivan));
        Assert.Equal((0, 0), (hers.UnreadCount, hers.MentionCount));
        Assert.Equal((2, 1), (his.UnreadCount, his.MentionCount));
        Assert.Equal((olga.Id, ivan.Id), (hers.My!.PersonId, his.My!.PersonId));
        Same.As(last, his.LastMessage!);
        Assert.Equal(2, his.ParticipantCount);
        Assert.Equal([olga.Id, ivan.Id], his.Participants.Select(one => one.Person.Id));
    }

    [Fact]
    public async Task A_mention_of_another_number_is_not_mine()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = await market.DirectAsync(olga, ivan);
        await market.SayAsync(chat, olga, new Draft(chat.Id, "?") { Mentions = [new PersonId(ivan.Id.Value * 10), new PersonId(1000 + ivan.Id.Value)] });
        Assert.Equal((1, 0), ((await market.LookAsync(chat, ivan)).UnreadCount, (await market.LookAsync(chat, ivan)).MentionCount));
    }

    [Fact]
    public async Task Who_is_no_member_sees_the_chat_without_a_place_in_it()
    {
        var (olga, moderator) = (await market.PersonAsync("Olga"), await market.PersonAsync("Moderator"));
        var group = await market.GroupAsync(olga);
        var said = await market.SayAsync(group, olga, "hello");
        var view = await market.LookAsync(group, moderator);
        Assert.Null(view.My);
        Assert.Equal(0, view.UnreadCount);
        Same.As(said, view.LastMessage!);
        Assert.Null(await market.Chats.MemberAsync(group.Id, moderator.Id, None));
    }

    [Fact]
    public async Task At_most_fifty_participants_are_shown_and_all_are_counted_and_paged()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 53).Select(number => market.PersonAsync($"Crowd{number}")));
        var group = await market.GroupAsync(people);
        var view = await market.LookAsync(group, people[52]);
        Assert.Equal((ChatView.ParticipantsShown, 53), (view.Participants.Count, view.ParticipantCount));
        var found = new List<PersonId>();
        string? from = null;
        do
        {
            var page = await market.Chats.MembersAsync(group.Id, new PageRequest(20, from), None);
            found.AddRange(page.Items.Select(one => one.Person.Id));
            from = page.Next;
        }
        while (from is not null);
        Assert.Equal(people.Select(person => person.Id).OrderBy(id => id.Value), found);
    }

    [Fact]
    public async Task The_list_begins_with_pinned_chats_and_goes_on_by_newest_activity()
    {
        var me = await market.PersonAsync("Me");
        var chats = new List<Chat>();
        for (var count = 0; count < 5; count++)
            chats.Add(await market.GroupAsync(me));
        foreach (var place in new[] { 2, 0, 4, 1, 3 })
            await market.SayAsync(chats[place], me, "hello");
        await ConfigureAsync(chats[0], me, settings => settings with { Pinned = true });
        Assert.Equal(new[] { 0, 3, 1, 4, 2 }.Select(place => chats[place].Id), await ListAsync(me, new ChatFilter()));
    }

    [Fact]
    public async Task Pages_of_the_list_meet_without_gap_or_repeat()
    {
        var me = await market.PersonAsync("Me");
        var now = Market.Now;
        for (var count = 0; count < 7; count++) // all at the same instant: then the id decides
            await market.Chats.OpenAsync(new NewChat(ChatKind.Group, "Same", [new NewMember(me.Id, MemberRole.Owner)], me.Id, now), None);
        var whole = await ListAsync(me, new ChatFilter());
        var found = new List<ChatId>();
        string? from = null;
        do
        {
            var page = await market.Chats.ListAsync(me.Id, new ChatFilter(), new PageRequest(3, from), now, None);
            found.AddRange(page.Items.Select(view => view.Chat.Id));
            from = page.Next;
        }
        while (from is not null);
        Assert.Equal(7, whole.Count);
        Assert.Equal(whole, found);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("1.x.3")]
    [InlineData("99999999999999999999.1.1")]
    public async Task An_unknown_place_in_the_list_begins_anew(string from)
    {
        var me = await market.PersonAsync("Me");
        var chat = await market.GroupAsync(me);
        var page = await market.Chats.ListAsync(me.Id, new ChatFilter(), new PageRequest(10, from), Market.Now, None);
        Assert.Equal([chat.Id], page.Items.Select(view => view.Chat.Id));
    }

    [Fact]
    public async Task Filters_leave_out_what_does_not_fit()
    {
        var (me, seller) = (await market.PersonAsync("Me"), await market.PersonAsync("Продавец Кузьма"));
        var group = await market.GroupAsync(me);
        var direct = await market.DirectAsync(seller, me);
        var listing = await market.ListingChatAsync(me, seller, "filter-1");
        await market.SayAsync(direct, seller, "unread");
        await market.ChangeAsync(group, new ChatChange.Reshaped(group with { Status = ChatStatus.Resolved, Title = "100%_sure" }));
        await ConfigureAsync(listing, me, settings => settings with { Labels = ["hot \"deal\"", "later"] });

        Assert.Equal([group.Id], await ListAsync(me, new ChatFilter { Kind = ChatKind.Group }));
        Assert.Equal([group.Id], await ListAsync(me, new ChatFilter { Status = ChatStatus.Resolved }));
        Assert.Equal([listing.Id], await ListAsync(me, new ChatFilter { ListingId = "filter-1" }));
        Assert.Equal([listing.Id], await ListAsync(me, new ChatFilter { Role = MemberRole.Buyer }));
        Assert.Equal([listing.Id], await ListAsync(me, new ChatFilter { Label = "hot \"deal\"" }));
        Assert.Equal([listing.Id], await ListAsync(me, new ChatFilter { Label = "later" }));
        Assert.Empty(await ListAsync(me, new ChatFilter { Label = "late" }));
        Assert.Equal([direct.Id], await ListAsync(me, new ChatFilter { Unread = true }));
        Assert.Equal([group.Id, listing.Id], (await ListAsync(me, new ChatFilter { Unread = false })).OrderBy(id => id.Value));
        Assert.Equal([direct.Id, listing.Id], (await ListAsync(me, new ChatFilter { Text = "кузьма" })).OrderBy(id => id.Value));
        Assert.Equal([direct.Id, listing.Id], (await ListAsync(me, new ChatFilter { Text = "KUZMA" })).OrderBy(id => id.Value));
        Assert.Equal([group.Id], await ListAsync(me, new ChatFilter { Text = "%_" }));
        Assert.Equal(3, (await ListAsync(me, new ChatFilter { Text = "  " })).Count);
        Assert.Empty(await ListAsync(me, new ChatFilter { Kind = ChatKind.Group, Unread = true }));
    }

    [Fact]
    public async Task An_archived_chat_comes_back_with_a_new_message_unless_it_is_muted()
    {
        var (me, other) = (await market.PersonAsync("Me"), await market.PersonAsync("Other"));
        var loud = await market.DirectAsync(me, other);
        var muted = await market.GroupAsync(me, other);
        foreach (var chat in new[] { loud, muted })
            await ConfigureAsync(chat, me, settings => settings with { ArchivedSeq = 0, MutedUntil = chat == muted ? Market.Now + TimeSpan.FromDays(1) : null });
        Assert.Empty(await ListAsync(me, new ChatFilter()));
        Assert.Equal(2, (await ListAsync(me, new ChatFilter { Archived = true })).Count);
        await market.SayAsync(loud, other, "hello");
        await market.SayAsync(muted, other, "hello");
        Assert.Equal([loud.Id], await ListAsync(me, new ChatFilter()));
        Assert.Equal([muted.Id], await ListAsync(me, new ChatFilter { Archived = true }));
    }

    [Fact]
    public async Task A_cleared_chat_is_out_of_the_list_until_the_next_message_and_its_history_stays_hidden()
    {
        var (me, other) = (await market.PersonAsync("Me"), await market.PersonAsync("Other"));
        var chat = await market.DirectAsync(me, other);
        await market.SayManyAsync(chat, other, 3);
        await market.Chats.ConfigureAsync(
            chat.Id, me.Id, (now, my) => my with { HiddenSeq = now.LastSeq, Settings = my.Settings with { HiddenAt = Market.Now } }, None);
        Assert.Empty(await ListAsync(me, new ChatFilter()));
        Assert.Equal(0, (await market.Chats.UnreadAsync(me.Id, Market.Now, None)).Messages);
        Assert.Equal([chat.Id], await ListAsync(other, new ChatFilter()));
        var said = await market.SayAsync(chat, other, "and another thing");
        Assert.Equal([chat.Id], await ListAsync(me, new ChatFilter()));
        Same.As([said], await market.HistoryAsync(chat, me));
        Assert.Equal(1, (await market.LookAsync(chat, me)).UnreadCount);
    }

    [Fact]
    public async Task My_settings_are_kept_and_nobody_else_sees_them()
    {
        var (me, other) = (await market.PersonAsync("Me"), await market.PersonAsync("Other"));
        var chat = await market.DirectAsync(me, other);
        var wanted = new MemberSettings
        {
            MutedUntil = Market.Now, Notify = Notify.Mentions, ArchivedSeq = 0, Pinned = true, HiddenAt = Market.Now, Labels = ["важно", "a,b"], Note = "private",
            MarkedUnread = true,
        };
        var configured = await ConfigureAsync(chat, me, _ => wanted);
        Assert.Equal(1, configured!.Value.Chat.Revision);
        Same.As(wanted, configured.Value.My.Settings);
        Same.As(configured.Value.My, (await market.Chats.MemberAsync(chat.Id, me.Id, None))!);
        Same.As(MemberSettings.Default, (await market.Chats.MemberAsync(chat.Id, other.Id, None))!.Settings);
        Assert.Null(await ConfigureAsync(chat, await market.PersonAsync("Stranger"), _ => wanted));
    }

    [Fact]
    public async Task Clearing_never_gives_history_back_nor_hides_what_is_to_come()
    {
        var (me, other) = (await market.PersonAsync("Me"), await market.PersonAsync("Other"));
        var chat = await market.DirectAsync(me, other);
        await market.SayManyAsync(chat, other, 3);
        await market.Chats.ConfigureAsync(chat.Id, me.Id, (_, my) => my with { HiddenSeq = 1000 }, None);
        await market.Chats.ConfigureAsync(chat.Id, me.Id, (_, my) => my with { HiddenSeq = 0 }, None);
        Assert.Equal(3, (await market.Chats.MemberAsync(chat.Id, me.Id, None))!.HiddenSeq);
    }

    [Fact]
    public async Task Unread_totals_count_muted_chats_apart_and_archived_ones_not()
    {
        var (me, other) = (await market.PersonAsync("Me"), await market.PersonAsync("Other"));
        var direct = await market.DirectAsync(me, other);
        var muted = await market.GroupAsync(other, me);
        var archived = await market.GroupAsync(other, me);
        var marked = await market.GroupAsync(other, me);
        await market.SayAsync(direct, other, new Draft(direct.Id, "hey") { Mentions = [me.Id] });
        await market.SayAsync(direct, me, "mine does not count");
        await market.SayAsync(direct, null, new Draft(direct.Id, "nor does the server's") { Type = MessageType.System });
        await market.SayManyAsync(muted, other, 2);
        await market.SayManyAsync(archived, other, 2);
        await ConfigureAsync(muted, me, settings => settings with { MutedUntil = Market.Now + TimeSpan.FromDays(1) });
        await ConfigureAsync(archived, me, settings => settings with { ArchivedSeq = 2 });
        await ConfigureAsync(marked, me, settings => settings with { MarkedUnread = true });
        Assert.Equal(new Core.Receipts.UnreadTotals(2, 1, 1, 1, 2), await market.Chats.UnreadAsync(me.Id, Market.Now, None));
        Assert.Equal(new Core.Receipts.UnreadTotals(1, 1, 0, 0, 0), await market.Chats.UnreadAsync(other.Id, Market.Now, None));
    }

    [Fact]
    public async Task The_audience_is_who_is_in_the_chat_at_its_revision()
    {
        var (olga, ivan, third) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"), await market.PersonAsync("Third"));
        var group = await market.GroupAsync(olga, ivan, third);
        await market.SayAsync(group, olga, "hello");
        await market.Blocks.AddAsync(olga.Id, third.Id, Market.Now, None);
        await market.Blocks.AddAsync(olga.Id, (await market.PersonAsync("Outsider")).Id, Market.Now, None);
        var audience = (await market.Chats.AudienceAsync(group.Id, None))!;
        Assert.Equal((group.Id, 2L, 1L, ChatKind.Group), (audience.ChatId, audience.Revision, audience.LastSeq, audience.Kind));
        Assert.Equal([olga.Id, ivan.Id, third.Id], audience.Members);
        Assert.Equal([(olga.Id, third.Id)], audience.Silenced);
    }

    [Fact]
    public async Task Listings_come_with_their_chats()
    {
        var (buyer, seller) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"));
        var listing = new Listing { ExternalId = "with-chat", Title = "Lamp", Price = new Money(1500, "EUR"), SellerId = seller.Id, UpdatedAt = Market.Now };
        await market.Listings.PutAsync(listing, None);
        await market.ListingChatAsync(buyer, seller, "with-chat");
        var view = Assert.Single((await market.Chats.ListAsync(buyer.Id, new ChatFilter(), new PageRequest(), Market.Now, None)).Items);
        Assert.Equal(listing, view.Listing);
    }

    private ValueTask<(Chat Chat, Member My)?> ConfigureAsync(Chat chat, Person person, Func<MemberSettings, MemberSettings> change)
        => market.Chats.ConfigureAsync(chat.Id, person.Id, (_, my) => my with { Settings = change(my.Settings) }, None);

    private async Task<IReadOnlyList<ChatId>> ListAsync(Person viewer, ChatFilter filter)
        => [.. (await market.Chats.ListAsync(viewer.Id, filter, new PageRequest(), Market.Now, None)).Items.Select(view => view.Chat.Id)];
}
