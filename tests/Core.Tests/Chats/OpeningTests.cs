using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.People;
using static Haggle.Core.Tests.Marketplace;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Chats;

public sealed class OpeningTests
{
    private readonly Marketplace market = new();

    [Fact]
    public async Task Two_people_have_one_chat_whoever_begins_and_hear_of_it_once()
    {
        var first = (await market.OpenDirect.RunAsync(Olga, Ivan.Id, Never)).Value();
        var second = (await market.OpenDirect.RunAsync(Ivan, Olga.Id, Never)).Value();
        Assert.Equal((true, false), (first.IsNew, second.IsNew));
        Assert.Equal(first.View.Chat.Id, second.View.Chat.Id);
        Assert.Equal("Olga & Ivan", second.View.Chat.Title);
        Assert.Single(market.World.Heard<ChatOpened>());
    }

    [Fact]
    public async Task Who_has_been_blocked_gets_no_new_chat_but_keeps_the_old_one()
    {
        market.Blocks.Add(Ivan, Olga);
        (await market.OpenDirect.RunAsync(Olga, Ivan.Id, Never)).IsRefused(RefusalKind.Forbidden, "blocked");
        Assert.True((await market.OpenDirect.RunAsync(Ivan, Olga.Id, Never)).Value().IsNew);
        Assert.False((await market.OpenDirect.RunAsync(Olga, Ivan.Id, Never)).Value().IsNew);
    }

    [Fact]
    public async Task Only_new_chats_count_against_the_limit()
    {
        await market.DirectAsync(Olga, Ivan);
        market.Rates.Exhausted = true;
        Assert.False((await market.OpenDirect.RunAsync(Olga, Ivan.Id, Never)).Value().IsNew);
        (await market.OpenDirect.RunAsync(Olga, Boris.Id, Never)).IsRefused(RefusalKind.TooFast, "rate");
        Assert.Equal(1, market.Rates.ChatsTaken);
    }

    [Fact]
    public async Task Nobody_talks_with_oneself_with_nobody_or_with_somebody_disabled()
    {
        market.People.Disable(Boris);
        (await market.OpenDirect.RunAsync(Olga, Olga.Id, Never)).IsRefused(RefusalKind.Invalid, "user_id");
        (await market.OpenDirect.RunAsync(Olga, new PersonId(404), Never)).IsRefused(RefusalKind.NotFound, "user");
        (await market.OpenDirect.RunAsync(Olga, Boris.Id, Never)).IsRefused(RefusalKind.NotFound, "user");
        Assert.Empty(market.World.Announced);
    }

    [Fact]
    public async Task A_group_belongs_to_who_made_it_and_has_everybody_once()
    {
        var chat = await market.GroupAsync(Olga, Ivan, Ivan, Olga, Anna);
        Assert.Equal(
            [(Olga.Id, MemberRole.Owner), (Ivan.Id, MemberRole.Member), (Anna.Id, MemberRole.Member)],
            market.Chats[chat].Members.Select(member => (member.PersonId, member.Role)));
    }

    [Fact]
    public async Task Nobody_is_brought_into_a_group_across_a_block_in_either_direction()
    {
        market.Blocks.Add(Ivan, Olga);
        market.Blocks.Add(Olga, Boris);
        (await GroupWithAsync(Ivan)).IsRefused(RefusalKind.Forbidden, "blocked");
        (await GroupWithAsync(Boris)).IsRefused(RefusalKind.Forbidden, "blocked");
        Assert.True((await GroupWithAsync(Anna)).Value().IsNew);

        ValueTask<Result<OpenedChat>> GroupWithAsync(Person other)
            => new OpenGroup(market.People, market.Blocks, market.Opening, new ChatLimits(), market.Clock).RunAsync(Olga, "Cyclists", null, [other.Id], Never);
    }

    [Fact]
    public async Task A_listing_has_one_chat_for_each_buyer_and_a_clients_word_counts_only_until_the_marketplace_speaks()
    {
        var open = new OpenListingChat(market.People, market.Blocks, market.Listings, market.Opening, new ChatLimits(), market.Clock);
        var claim = new ListingClaim("bike-17", "Blue bicycle, cheap!");
        var first = (await open.RunAsync(Olga, "bike-17", Ivan.Id, claim, Never)).Value();
        Assert.Equal(("Blue bicycle, cheap!", false), (first.View.Chat.Title, market.Listings["bike-17"]!.Verified));
        await market.Listings.PutAsync(new Listing { ExternalId = "bike-17", Title = "Blue bicycle", SellerId = Ivan.Id, Verified = true, UpdatedAt = LongAgo }, Never);

        Assert.False((await open.RunAsync(Olga, "bike-17", null, claim, Never)).Value().IsNew);
        var other = (await open.RunAsync(Anna, "bike-17", null, claim, Never)).Value();
        Assert.Equal((true, "Blue bicycle"), (other.IsNew, other.View.Chat.Title));
        Assert.Equal("Blue bicycle", market.Listings["bike-17"]!.Title);
        Assert.Equal([MemberRole.Buyer, MemberRole.Seller], market.Chats[other.View.Chat.Id].Members.Select(member => member.Role));
    }

    [Fact]
    public async Task Support_is_one_chat_a_person_which_says_what_it_is_about_and_opens_again_when_it_was_closed()
    {
        var open = new OpenSupportChat(market.Chats, market.Opening, market.World, new ChatLimits(), market.Clock);
        var first = (await open.RunAsync(Olga, "I cannot pay", Never)).Value();
        var again = (await open.RunAsync(Olga, "Still not", Never)).Value();
        Assert.Equal((true, false), (first.IsNew, again.IsNew));
        Assert.Equal(1, again.View.Chat.LastSeq);
        var chat = market.Chats[first.View.Chat.Id];
        market.Chats.Put(chat with { Chat = chat.Chat with { Status = ChatStatus.Archived } });
        var later = (await open.RunAsync(Olga, "Once more", Never)).Value();
        Assert.Equal((ChatStatus.Active, 2), (later.View.Chat.Status, later.View.Chat.LastSeq));
    }
}
