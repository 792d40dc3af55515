using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using static Haggle.Core.Tests.Marketplace;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Chats;

/// <summary>Listing chats as wires have them that know one for each buyer, let strangers look on, and end them for both.</summary>
public sealed class BuyerChatTests
{
    private readonly Marketplace market = new();

    [Fact]
    public async Task The_chat_of_a_buyer_is_found_again_whoever_sells_and_keeps_what_it_was_made_with()
    {
        var first = await OpenAsync(Olga, Ivan, "made first");
        var second = await OpenAsync(Olga, Boris, "made second");
        Assert.Equal((true, false), (first.IsNew, second.IsNew));
        Assert.Equal((first.View.Chat.Id, "made first"), (second.View.Chat.Id, second.View.Chat.Metadata));
        Assert.Equal([(Olga.Id, MemberRole.Buyer), (Ivan.Id, MemberRole.Seller)], market.Chats[first.View.Chat.Id].Members.Select(member => (member.PersonId, member.Role)));
        Assert.Equal(first.View.Chat.Id, (await Verb.FindAsync(Olga, "501", Never)).Value().Chat.Id);
        (await Verb.FindAsync(Ivan, "501", Never)).IsRefused(RefusalKind.NotFound, "chat");
        Assert.Single(market.World.Heard<ChatOpened>());
    }

    [Fact]
    public async Task Who_sells_to_oneself_is_in_it_once()
        => Assert.Equal(MemberRole.Buyer, Assert.Single(market.Chats[(await OpenAsync(Olga, Olga)).View.Chat.Id].Members).Role);

    [Fact]
    public async Task Who_has_been_blocked_gets_no_new_chat_and_nobody_gets_one_with_somebody_unknown()
    {
        market.Blocks.Add(Ivan, Olga);
        (await Verb.RunAsync(Olga, Ivan.Id, "501", null, false, Never)).IsRefused(RefusalKind.Forbidden, "blocked");
        (await Verb.RunAsync(Olga, new PersonId(404), "501", null, false, Never)).IsRefused(RefusalKind.NotFound, "user");
    }

    [Fact]
    public async Task A_stranger_comes_in_once_as_an_observer_and_into_listing_chats_only()
    {
        var chat = (await OpenAsync(Olga, Ivan)).View.Chat.Id;
        var observe = new ObserveChat(market.Chats, market.World, new ChatLimits { Observers = 3 }, market.Clock);
        Assert.Equal(MemberRole.Observer, (await observe.RunAsync(Anna, chat, Never)).Value().My!.Role);
        Assert.Equal(MemberRole.Observer, (await observe.RunAsync(Anna, chat, Never)).Value().My!.Role);
        Assert.Equal(MemberRole.Buyer, (await observe.RunAsync(Olga, chat, Never)).Value().My!.Role);
        Assert.Single(market.World.Heard<MemberJoined>());
        (await observe.RunAsync(Boris, chat, Never)).IsRefused(RefusalKind.Conflict, "chat_full");
        (await observe.RunAsync(Boris, await market.DirectAsync(Olga, Ivan), Never)).IsRefused(RefusalKind.NotFound, "chat");
        var permissions = Permissions.Of(market.Chats[chat].Chat, market.Chats[chat].MemberOf(Anna.Id)!);
        Assert.Equal([Permission.Send, Permission.React], permissions);
    }

    [Fact]
    public async Task Either_side_ends_it_for_both_and_nobody_else_does()
    {
        var chat = (await OpenAsync(Olga, Ivan)).View.Chat.Id;
        var end = new EndListingChat(market.Chats, market.World, market.Clock);
        (await end.RunAsync(Anna.Id, chat, Never)).IsRefused(RefusalKind.Forbidden, "chat");
        (await end.RunAsync(null, await market.DirectAsync(Olga, Ivan), Never)).IsRefused(RefusalKind.NotFound, "chat");
        (await end.RunAsync(Ivan.Id, chat, Never)).Value();
        Assert.Equal([Olga.Id, Ivan.Id], Assert.Single(market.World.Heard<ChatDeleted>()).Members);
    }

    [Fact]
    public async Task Metadata_are_rewritten_until_something_has_been_said()
    {
        var chat = (await OpenAsync(Olga, Ivan, "a guess")).View.Chat.Id;
        var rewrite = new RewriteMetadata(market.Chats, market.World, market.Clock);
        Assert.Equal("a guess", (await rewrite.RunAsync(chat, "another guess", "the truth", Never)).Value().Metadata);
        Assert.Equal("the truth", (await rewrite.RunAsync(chat, "a guess", "the truth", Never)).Value().Metadata);
        var spoken = market.Chats[chat].Chat with { LastSeq = 1 };
        Assert.Empty(RewriteMetadata.Rule(spoken, "the truth", "something else").Value());
    }

    [Fact]
    public void A_wires_own_length_holds_where_it_is_less()
    {
        var limits = new MessageLimits { ContentCodePoints = 3 };
        Assert.Null(limits.Check(new Draft(new ChatId(1), "abc") { MostCodePoints = 5 }));
        Assert.NotNull(limits.Check(new Draft(new ChatId(1), "abcd") { MostCodePoints = 5 }));
        Assert.NotNull(limits.Check(new Draft(new ChatId(1), "abc") { MostCodePoints = 2 }));
    }

    private OpenBuyerChat Verb => new(market.People, market.Blocks, market.Listings, market.Chats, market.Opening, new ChatLimits(), market.Clock);

    private async Task<OpenedChat> OpenAsync(Person buyer, Person seller, string? metadata = null)
        => (await Verb.RunAsync(buyer, seller.Id, "501", metadata, false, Never)).Value();
}
