using Haggle.Core.Chats;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Chats;

public sealed class StatusRuleTests
{
    [Fact]
    public void Either_side_of_a_listing_chat_closes_it_and_the_line_is_said_before_it_closes()
    {
        var changes = CloseChat.Rule(Desk.Listing(), Olga).Value();
        Assert.IsType<ChatChange.SystemSaid>(changes[0]);
        Assert.Equal(ChatStatus.Archived, Assert.IsType<ChatChange.Reshaped>(changes[1]).Chat.Status);
        Assert.Equal(2, CloseChat.Rule(Desk.Listing(), Ivan).Value().Count);
    }

    [Fact]
    public void Closing_a_closed_chat_and_reopening_an_open_one_change_nothing()
    {
        Assert.Empty(CloseChat.Rule(Desk.Listing(ChatStatus.Archived), Olga).Value());
        Assert.Empty(ReopenChat.Rule(Desk.Listing(), Olga).Value());
        Assert.Equal(ChatStatus.Active, Assert.IsType<ChatChange.Reshaped>(ReopenChat.Rule(Desk.Listing(ChatStatus.Archived), Olga).Value()[0]).Chat.Status);
    }

    [Fact]
    public void While_a_dispute_runs_nobody_closes_or_reopens()
    {
        CloseChat.Rule(Desk.Listing(ChatStatus.Disputed), Olga).IsRefused(RefusalKind.Conflict, "status");
        ReopenChat.Rule(Desk.Listing(ChatStatus.Resolved), Moderator).IsRefused(RefusalKind.Conflict, "status");
    }

    [Fact]
    public void In_a_group_only_those_who_lead_close_in_a_direct_chat_nobody_and_a_moderator_of_the_server_everywhere()
    {
        CloseChat.Rule(Desk.Group(), Ivan).IsRefused(RefusalKind.Forbidden, "chat");
        CloseChat.Rule(Desk.Direct(), Ivan).IsRefused(RefusalKind.Forbidden, "chat");
        CloseChat.Rule(Desk.Listing(), Boris).IsRefused(RefusalKind.NotFound, "chat");
        Assert.Equal(2, CloseChat.Rule(Desk.Group(), Anna).Value().Count);
        Assert.Equal(2, CloseChat.Rule(Desk.Direct(), Moderator).Value().Count);
    }

    [Fact]
    public void Only_the_owner_ends_a_group_for_everybody()
    {
        Assert.Equal([new ChatChange.Deleted()], DeleteChat.Rule(Desk.Group(), Olga.Id).Value());
        DeleteChat.Rule(Desk.Group(), Anna.Id).IsRefused(RefusalKind.Forbidden, "chat");
        DeleteChat.Rule(Desk.Direct(), Olga.Id).IsRefused(RefusalKind.Forbidden, "chat");
        DeleteChat.Rule(Desk.Group(), Boris.Id).IsRefused(RefusalKind.NotFound, "chat");
    }
}
