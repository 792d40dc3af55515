using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.People;
using static Haggle.Core.Tests.Marketplace;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Chats;

public sealed class ChatVerbTests
{
    private readonly Marketplace market = new();

    [Fact]
    public async Task A_stranger_learns_nothing_of_a_chat_not_even_who_of_those_named_exists()
    {
        var chat = await market.GroupAsync(Olga, Ivan);
        var add = new AddMembers(market.Chats, market.People, market.Blocks, market.World, new ChatLimits(), market.Clock);
        (await add.RunAsync(Boris, chat, [new PersonId(404)], Never)).IsRefused(RefusalKind.NotFound, "chat");
        (await add.RunAsync(Ivan, chat, [new PersonId(404)], Never)).IsRefused(RefusalKind.Forbidden, "chat");
        (await add.RunAsync(Olga, chat, [new PersonId(404)], Never)).IsRefused(RefusalKind.NotFound, "user");
        (await new GetChat(market.Chats, market.Clock).RunAsync(Boris, chat, Never)).IsRefused(RefusalKind.NotFound, "chat");
        (await new ListMembers(market.Chats, market.Clock).RunAsync(Boris, chat, new PageRequest(), Never)).IsRefused(RefusalKind.NotFound, "chat");
    }

    [Fact]
    public async Task Those_who_are_new_are_answered_and_announced_in_order_of_revision()
    {
        var chat = await market.GroupAsync(Olga, Ivan);
        var added = (await new AddMembers(market.Chats, market.People, market.Blocks, market.World, new ChatLimits(), market.Clock)
            .RunAsync(Olga, chat, [Ivan.Id, Anna.Id, Boris.Id], Never)).Value();
        Assert.Equal([Anna.Id, Boris.Id], added.Select(member => member.Person.Id));
        Assert.Equal([1L, 2L, 3L, 4L], market.World.Announced.Select(happened => happened.Revision));
    }

    [Fact]
    public async Task A_role_that_is_held_already_is_answered_and_told_to_nobody()
    {
        var chat = await market.GroupAsync(Olga, Ivan);
        var give = new GiveRole(market.Chats, market.People, market.World, market.Clock);
        Assert.Equal(MemberRole.Member, (await give.RunAsync(Olga, chat, Ivan.Id, MemberRole.Member, Never)).Value().Member.Role);
        Assert.Empty(market.World.Heard<MemberRoleGiven>());
        (await give.RunAsync(Olga, chat, Ivan.Id, MemberRole.Seller, Never)).IsRefused(RefusalKind.Invalid, "role");
    }

    [Fact]
    public async Task Own_settings_are_told_to_oneself_only()
    {
        var chat = await market.DirectAsync(Olga, Ivan);
        var configure = new ConfigureChat(market.Chats, market.World, new ChatLimits(), market.Clock);
        var pinned = new SettingsEdit { Pinned = Change<bool>.To(true) };
        Assert.True((await configure.RunAsync(Olga, chat, pinned, null, Never)).Value().My.Settings.Pinned);
        Assert.Single(market.World.Told<SettingsChanged>(Olga));
        Assert.Empty(market.World.Told<SettingsChanged>(Ivan));
        Assert.Single(market.World.Announced); // the opening
        (await configure.RunAsync(Boris, chat, pinned, null, Never)).IsRefused(RefusalKind.NotFound, "chat");
    }

    [Fact]
    public async Task Settings_based_on_an_older_revision_are_refused_and_nothing_is_stored()
    {
        var chat = await market.DirectAsync(Olga, Ivan);
        var configure = new ConfigureChat(market.Chats, market.World, new ChatLimits(), market.Clock);
        (await configure.RunAsync(Olga, chat, new SettingsEdit { Pinned = Change<bool>.To(true) }, 99, Never)).IsRefused(RefusalKind.Stale, "revision");
        Assert.False(market.Chats[chat].MemberOf(Olga.Id)!.Settings.Pinned);
        Assert.Empty(market.World.Told<SettingsChanged>(Olga));
    }

    [Fact]
    public async Task Every_chat_about_a_listing_hears_of_its_new_price_and_no_other_does()
    {
        var put = new PutListing(market.Listings, market.People, new ListingNews(market.Chats, market.World, market.Clock), market.Clock);
        var bicycle = new ListingUpdate("bike-17")
        {
            Title = Change<string?>.To("Blue bicycle"), Price = Change<Money?>.To(new Money(129900, "RUB")), SellerExternalId = Change<string?>.To("u-9"),
        };
        Assert.True((await put.RunAsync(bicycle, Never)).Value().IsNew);
        Assert.Equal(Ivan.Id, market.Listings["bike-17"]!.SellerId);
        var open = new OpenListingChat(market.People, market.Blocks, market.Listings, market.Opening, new ChatLimits(), market.Clock);
        var olgas = (await open.RunAsync(Olga, "bike-17", null, null, Never)).Value().View.Chat.Id;
        var annas = (await open.RunAsync(Anna, "bike-17", null, null, Never)).Value().View.Chat.Id;
        await market.DirectAsync(Olga, Ivan);

        await put.RunAsync(new ListingUpdate("bike-17") { Price = Change<Money?>.To(new Money(119900, "RUB")) }, Never);
        Assert.Equal([olgas, annas], market.World.Heard<ListingUpdated>().Select(happened => happened.ChatId));
        Assert.Equal([olgas, annas], market.World.Heard<MessageSent>().Select(happened => happened.ChatId));

        await put.RunAsync(new ListingUpdate("bike-17") { Price = Change<Money?>.To(new Money(119900, "RUB")) }, Never);
        Assert.Equal(2, market.World.Heard<ListingUpdated>().Count);
        await new RemoveListing(market.Listings, new ListingNews(market.Chats, market.World, market.Clock), market.Clock).RunAsync("bike-17", Never);
        Assert.Equal(4, market.World.Heard<MessageSent>().Count);
    }

    [Fact]
    public async Task A_listing_of_an_unknown_seller_or_without_a_title_is_not_stored()
    {
        var put = new PutListing(market.Listings, market.People, new ListingNews(market.Chats, market.World, market.Clock), market.Clock);
        (await put.RunAsync(new ListingUpdate("bike-17"), Never)).IsRefused(RefusalKind.Invalid, "title");
        (await put.RunAsync(new ListingUpdate("bike-17") { Title = Change<string?>.To("Bicycle"), SellerExternalId = Change<string?>.To("nobody") }, Never))
            .IsRefused(RefusalKind.NotFound, "seller_external_id");
        Assert.Null(market.Listings["bike-17"]);
    }
}
