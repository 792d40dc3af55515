using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class ChatChangePromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Every_change_has_the_next_revision_and_an_event()
    {
        var (owner, member, newcomer) = (await market.PersonAsync("Owner"), await market.PersonAsync("Member"), await market.PersonAsync("Newcomer"));
        var group = await market.GroupAsync(owner, member);
        var changed = await market.ChangeAsync(
            group,
            new ChatChange.Reshaped(group with { Title = "New title" }),
            new ChatChange.Joined(newcomer.Id, MemberRole.Member, owner.Id),
            new ChatChange.RoleGiven(member.Id, MemberRole.Admin, owner.Id),
            new ChatChange.SystemSaid("Newcomer is here", new SystemFact([("kind", "member_added"), ("user_id", 7L), ("prices", null)])),
            new ChatChange.Left(member.Id, member.Id));
        Assert.Equal([2, 3, 4, 5, 6], changed.Events.Select(happened => happened.Revision));
        Assert.Equal("New title", Assert.IsType<ChatReshaped>(changed.Events[0]).Chat.Title);
        var joined = Assert.IsType<MemberJoined>(changed.Events[1]);
        Assert.Equal((newcomer.Id, owner.Id, 3, 3), (joined.Entrant.Person.Id, joined.By!.Value, joined.Participants.Count, joined.Chat.Revision));
        var given = Assert.IsType<MemberRoleGiven>(changed.Events[2]);
        Assert.Equal((member.Id, MemberRole.Admin), (given.Participant.Person.Id, given.Participant.Member.Role));
        var said = Assert.IsType<MessageSent>(changed.Events[3]).Message;
        Assert.Equal((1L, 5L, null, MessageType.System, "Newcomer is here"), (said.Seq, said.Revision, said.AuthorId, said.Type, said.Content));
        Assert.Equal("""{"kind":"member_added","user_id":7,"prices":null}""", said.Payload);
        Assert.Equal(member.Id, Assert.IsType<MemberLeft>(changed.Events[4]).PersonId);
        Assert.Equal((6, 1), (changed.Chat.Revision, changed.Chat.LastSeq));
        Assert.Equal(changed.Chat, (await market.LookAsync(group, owner)).Chat);
        Same.As([said], await market.HistoryAsync(group, owner));
    }

    [Fact]
    public async Task The_rule_sees_the_chat_and_all_who_are_in_it()
    {
        var (owner, member) = (await market.PersonAsync("Owner"), await market.PersonAsync("Member"));
        var group = await market.GroupAsync(owner, member);
        ChatDesk? seen = null;
        await market.Chats.ChangeAsync(group.Id, desk => { seen = desk; return Result<IReadOnlyList<ChatChange>>.Of([]); }, Market.Now, None);
        Assert.Equal(group, seen!.Chat);
        Assert.Equal([(owner.Id, MemberRole.Owner), (member.Id, MemberRole.Member)], seen.Members.Select(one => (one.PersonId, one.Role)));
    }

    [Fact]
    public async Task A_rule_that_decides_on_nothing_changes_nothing()
    {
        var owner = await market.PersonAsync("Owner");
        var group = await market.GroupAsync(owner);
        var changed = await market.ChangeAsync(group);
        Assert.Equal(group, changed.Chat);
        Assert.Empty(changed.Events);
    }

    [Fact]
    public async Task A_refusal_of_the_rule_changes_nothing_and_comes_back()
    {
        var owner = await market.PersonAsync("Owner");
        var group = await market.GroupAsync(owner);
        var refused = await market.Chats.ChangeAsync(group.Id, _ => Refusal.Forbidden("owner"), Market.Now, None);
        Assert.Equal(Refusal.Forbidden("owner"), refused.Refusal);
        Assert.Equal(group, (await market.LookAsync(group, owner)).Chat);
    }

    [Fact]
    public async Task A_rule_that_throws_changes_nothing_and_harms_nobody_else()
    {
        var owner = await market.PersonAsync("Owner");
        var group = await market.GroupAsync(owner);
        await Assert.ThrowsAsync<NotSupportedException>(async () => await market.Chats.ChangeAsync(group.Id, _ => throw new NotSupportedException(), Market.Now, None));
        await market.SayAsync(group, owner, "still working");
    }

    [Fact]
    public async Task A_change_that_has_begun_is_stored_and_answered_though_its_caller_goes_away()
    {
        var owner = await market.PersonAsync("Owner");
        var group = await market.GroupAsync(owner);
        using var leaving = new CancellationTokenSource();
        var changed = Market.Value(await market.Chats.ChangeAsync(
            group.Id,
            desk =>
            {
                leaving.Cancel();
                return Result<IReadOnlyList<ChatChange>>.Of([new ChatChange.Reshaped(desk.Chat with { Title = "New title" })]);
            },
            Market.Now, leaving.Token));
        Assert.Equal(2, Assert.Single(changed.Events).Revision); // so that it can be announced
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await market.Chats.ChangeAsync(
            group.Id, _ => throw new InvalidOperationException("It must not begin."), Market.Now, leaving.Token));
    }

    [Fact]
    public async Task An_unknown_chat_is_not_found()
    {
        var nothing = await market.Chats.ChangeAsync(new ChatId(1L << 50), _ => Result<IReadOnlyList<ChatChange>>.Of([]), Market.Now, None);
        Assert.Equal(Refusal.NotFound("chat"), nothing.Refusal);
        Assert.Null(await market.Chats.FindAsync(new ChatId(1L << 50), Person.System, Market.Now, None));
        Assert.Null(await market.Chats.AudienceAsync(new ChatId(1L << 50), None));
    }

    [Fact]
    public async Task All_settings_of_a_group_are_kept_and_counters_are_not_taken_from_the_rule()
    {
        var owner = await market.PersonAsync("Owner");
        var group = await market.GroupAsync(owner);
        var wanted = group with
        {
            Title = "Название", Description = "What it is", AvatarUrl = "https://a/b.png", Status = ChatStatus.Disputed, SlowModeSeconds = 3600,
            SendBy = SendBy.Admins, HistoryForNewMembers = false, UniqueKey = $"own:{group.Id}",
        };
        var changed = await market.ChangeAsync(group, new ChatChange.Reshaped(wanted with { LastSeq = 99, Revision = 99, Kind = ChatKind.Direct, CreatedAt = default }));
        Assert.Equal(wanted with { Revision = 2 }, changed.Chat);
        Assert.Equal(changed.Chat, (await market.LookAsync(group, owner)).Chat);
    }

    [Fact]
    public async Task A_key_that_another_chat_has_is_refused()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var direct = await market.DirectAsync(olga, ivan);
        var group = await market.GroupAsync(olga);
        var refused = await market.Chats.ChangeAsync(
            group.Id, desk => Result<IReadOnlyList<ChatChange>>.Of([new ChatChange.Reshaped(desk.Chat with { UniqueKey = direct.UniqueKey })]), Market.Now, None);
        Assert.Equal(RefusalKind.Conflict, refused.Refusal!.Kind);
    }

    [Fact]
    public async Task Who_joins_has_nothing_unread()
    {
        var (owner, newcomer) = (await market.PersonAsync("Owner"), await market.PersonAsync("Newcomer"));
        var group = await market.GroupAsync(owner);
        await market.SayManyAsync(group, owner, 3);
        await market.ChangeAsync(group, new ChatChange.Joined(newcomer.Id, MemberRole.Member));
        Assert.Equal(0, (await market.LookAsync(group, newcomer)).UnreadCount);
        Assert.Equal(3, (await market.HistoryAsync(group, newcomer)).Count);
        await market.SayAsync(group, owner, "welcome");
        Assert.Equal(1, (await market.LookAsync(group, newcomer)).UnreadCount);
    }

    [Fact]
    public async Task Who_joins_where_history_is_hidden_sees_only_what_comes()
    {
        var (owner, newcomer) = (await market.PersonAsync("Owner"), await market.PersonAsync("Newcomer"));
        var group = await market.GroupAsync(owner);
        await market.SayManyAsync(group, owner, 3);
        await market.ChangeAsync(group, new ChatChange.Reshaped(group with { HistoryForNewMembers = false }), new ChatChange.Joined(newcomer.Id, MemberRole.Member));
        Assert.Empty(await market.HistoryAsync(group, newcomer));
        Assert.Null((await market.LookAsync(group, newcomer)).LastMessage);
        var said = await market.SayAsync(group, owner, "welcome");
        Same.As([said], await market.HistoryAsync(group, newcomer));
    }

    [Fact]
    public async Task Who_left_and_comes_back_is_a_member_again()
    {
        var (owner, member) = (await market.PersonAsync("Owner"), await market.PersonAsync("Member"));
        var group = await market.GroupAsync(owner, member);
        await market.ChangeAsync(group, new ChatChange.Left(member.Id));
        Assert.Null(await market.Chats.MemberAsync(group.Id, member.Id, None));
        await market.ChangeAsync(group, new ChatChange.Joined(member.Id, MemberRole.Reader));
        Assert.Equal(MemberRole.Reader, (await market.Chats.MemberAsync(group.Id, member.Id, None))!.Role);
    }

    [Fact]
    public async Task Leaving_twice_or_a_role_for_nobody_has_no_event_and_no_revision()
    {
        var (owner, stranger) = (await market.PersonAsync("Owner"), await market.PersonAsync("Stranger"));
        var group = await market.GroupAsync(owner);
        var changed = await market.ChangeAsync(group, new ChatChange.Left(stranger.Id), new ChatChange.RoleGiven(stranger.Id, MemberRole.Admin));
        Assert.Empty(changed.Events);
        Assert.Equal(1, changed.Chat.Revision);
    }

    [Fact]
    public async Task A_deleted_chat_is_gone_for_everybody()
    {
        var (owner, member) = (await market.PersonAsync("Owner"), await market.PersonAsync("Member"));
        var group = await market.GroupAsync(owner, member);
        await market.SayAsync(group, owner, "last words");
        var changed = await market.ChangeAsync(group, new ChatChange.Deleted());
        var deleted = Assert.IsType<ChatDeleted>(Assert.Single(changed.Events));
        Assert.Equal([owner.Id, member.Id], deleted.Members);
        Assert.Null(await market.Chats.FindAsync(group.Id, owner.Id, Market.Now, None));
        Assert.Null(await market.Chats.AudienceAsync(group.Id, None));
        Assert.Null(await market.Messages.PageAsync(group.Id, owner.Id, new MessageRange(), None));
        Assert.Equal(Refusal.NotFound("chat"), (await market.SayAsync(group, owner, new Draft(group.Id, "hello?"))).Refusal);
        Assert.Equal(Refusal.NotFound("chat"), (await market.SayAsync(group, null, new Draft(group.Id, "hello?"))).Refusal);
        Assert.DoesNotContain(group.Id, (await market.Chats.ListAsync(owner.Id, new ChatFilter(), new PageRequest(), Market.Now, None)).Items.Select(view => view.Chat.Id));
    }

    [Fact]
    public async Task The_key_of_a_deleted_chat_is_free()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var first = await market.DirectAsync(olga, ivan);
        await market.ChangeAsync(first, new ChatChange.Deleted());
        Assert.True((await market.OpenDirectAsync(olga, ivan)).IsNew);
    }

    [Fact]
    public async Task A_changed_listing_is_announced_with_a_revision_in_each_of_its_chats()
    {
        var (buyer, seller) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"));
        var chat = await market.ListingChatAsync(buyer, seller, "bike-1");
        var listing = new Listing { ExternalId = "bike-1", Title = "Bicycle", State = ListingState.Sold, UpdatedAt = Market.Now };
        await market.Listings.PutAsync(listing, None);
        var changed = await market.ChangeAsync(chat, new ChatChange.ListingChanged());
        Assert.Equal(new ListingUpdated(chat.Id, 2, listing), Assert.Single(changed.Events));
        Assert.Equal(listing, (await market.LookAsync(chat, buyer)).Listing);
    }

    [Fact]
    public async Task Parallel_changes_each_get_a_revision_of_their_own()
    {
        var owner = await market.PersonAsync("Owner");
        var group = await market.GroupAsync(owner);
        var changes = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(async () =>
            await market.Chats.ChangeAsync(
                group.Id, desk => Result<IReadOnlyList<ChatChange>>.Of([new ChatChange.Reshaped(desk.Chat with { Title = $"{desk.Chat.Title}." })]), Market.Now, None))));
        Assert.Equal(Enumerable.Range(2, 20).Select(revision => (long)revision), changes.Select(change => Market.Value(change).Events[0].Revision).Order());
        Assert.Equal("Neighbours" + new string('.', 20), (await market.LookAsync(group, owner)).Chat.Title);
    }
}
