using Haggle.Core.Chats;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Chats;

public sealed class DealRuleTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(80);

    [Fact]
    public void Either_side_of_a_deal_changes_it_and_that_counts_as_activity()
    {
        var after = Assert.IsType<ChatChange.Reshaped>(Assert.Single(Rule(Desk.Listing(), ChatStatus.Archived).Value())).Chat;
        Assert.Equal(("Axe", ChatStatus.Archived, Now), (after.Title, after.Status, after.ActiveAt));
    }

    [Fact]
    public void A_verdict_is_not_the_parties_to_give_nor_to_anticipate_nor_to_undo()
    {
        Rule(Desk.Listing(), ChatStatus.Resolved).IsRefused(RefusalKind.Forbidden, "status");
        Rule(Desk.Listing(ChatStatus.Disputed), ChatStatus.Active).IsRefused(RefusalKind.Forbidden, "status");
        Assert.Single(Rule(Desk.Listing(ChatStatus.Disputed), null).Value());
        foreach (var status in new[] { ChatStatus.Active, ChatStatus.Archived, ChatStatus.Disputed })
            Rule(Desk.Listing(ChatStatus.Resolved), status).IsRefused(RefusalKind.Forbidden, "status");
        Assert.Single(Rule(Desk.Listing(ChatStatus.Resolved), ChatStatus.Resolved).Value());
    }

    [Fact]
    public void Chats_that_are_no_deals_and_people_who_are_not_in_it_are_left_alone()
    {
        Rule(Desk.Group(), null).IsRefused(RefusalKind.Forbidden, "chat");
        Rule(Desk.Direct(), null).IsRefused(RefusalKind.Forbidden, "chat");
        EditDeal.Rule(Desk.Listing(), Boris, Change, null, new ChatLimits(), Now).IsRefused(RefusalKind.NotFound, "chat");
    }

    [Fact]
    public void A_title_and_metadata_have_their_bounds()
    {
        EditDeal.Rule(Desk.Listing(), Olga, chat => Change(chat) with { Title = new string('t', 256) }, null, new ChatLimits(), Now).IsRefused(RefusalKind.Invalid, "title");
        EditDeal.Rule(Desk.Listing(), Olga, chat => Change(chat) with { Metadata = new string('m', 8 * 1024 + 1) }, null, new ChatLimits(), Now).IsRefused(RefusalKind.Invalid, "chat_metadata");
    }

    private static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, ChatStatus? status) => EditDeal.Rule(desk, Olga, Change, status, new ChatLimits(), Now);

    private static Deal Change(Chat chat) => new(chat.Kind, "Axe", chat.ListingId, chat.TransactionId, chat.Metadata);
}
