using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Support;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Chats;

public sealed class SupportRuleTests
{
    private static readonly Person Sveta = Olga with { Id = new PersonId(77), DisplayName = "Sveta" };

    [Fact]
    public void A_side_of_a_deal_invites_support_and_the_server_says_so()
    {
        var changes = InviteSupport.Rule(Desk.Listing(), Olga, "come").Value();
        Assert.Equal(SupportState.Wanted, Assert.IsType<ChatChange.Reshaped>(changes[0]).Chat.Support);
        Assert.Equal("come", Assert.IsType<ChatChange.SystemSaid>(changes[1]).Text);
    }

    [Fact]
    public void Nobody_else_invites_and_nobody_invites_twice()
    {
        InviteSupport.Rule(Desk.Listing(), Sveta, null).IsRefused(RefusalKind.Forbidden, "chat");
        InviteSupport.Rule(Desk.Direct(), Olga, null).IsRefused(RefusalKind.NotFound, "chat");
        InviteSupport.Rule(Wanting(), Olga, null).IsRefused(RefusalKind.Conflict, "support");
        InviteSupport.Rule(With(Sveta), Olga, null).IsRefused(RefusalKind.Conflict, "support");
    }

    [Fact]
    public void Who_came_as_support_and_is_nobody_any_more_keeps_nobody_from_inviting()
    {
        var desk = Wanting();
        desk = desk with { Chat = desk.Chat with { Support = SupportState.Present, SupportId = Sveta.Id } };
        var now = Reshaped(InviteSupport.Rule(desk, Olga, null).Value());
        Assert.Equal((SupportState.Wanted, null), (now.Support, now.SupportId));
    }

    [Fact]
    public void Support_comes_where_it_is_wanted_and_nowhere_else()
    {
        var changes = JoinAsSupport.Rule(Wanting(), Sveta, null).Value();
        Assert.Equal(new ChatChange.Joined(Sveta.Id, MemberRole.Moderator), changes[0]);
        Assert.Equal((SupportState.Present, Sveta.Id), (Reshaped(changes).Support, Reshaped(changes).SupportId));
        JoinAsSupport.Rule(Wanting(), Olga, null).IsRefused(RefusalKind.Forbidden, "chat");
        JoinAsSupport.Rule(Wanting(), Ivan, null).IsRefused(RefusalKind.Forbidden, "chat");
        JoinAsSupport.Rule(Desk.Listing(), Sveta, null).IsRefused(RefusalKind.Conflict, "support");
        JoinAsSupport.Rule(With(Sveta), Sveta with { Id = new PersonId(78) }, null).IsRefused(RefusalKind.Conflict, "support");
        Assert.Empty(JoinAsSupport.Rule(With(Sveta), Sveta, null).Value());
        JoinAsSupport.Rule(Desk.Direct(), Sveta, null).IsRefused(RefusalKind.NotFound, "chat");
    }

    [Fact]
    public void Only_who_came_leaves_and_then_support_may_be_asked_again()
    {
        var changes = LeaveAsSupport.Rule(With(Sveta), Sveta, null).Value();
        Assert.Equal((SupportState.None, null), (Reshaped(changes).Support, Reshaped(changes).SupportId));
        Assert.Equal(new ChatChange.Left(Sveta.Id, Sveta.Id), changes[^1]);
        LeaveAsSupport.Rule(With(Sveta), Ivan, null).IsRefused(RefusalKind.Forbidden, "chat");
        LeaveAsSupport.Rule(Wanting(), Sveta, null).IsRefused(RefusalKind.Forbidden, "chat");
    }

    private static ChatDesk Wanting()
    {
        var desk = Desk.Listing();
        return desk with { Chat = desk.Chat with { Support = SupportState.Wanted } };
    }

    private static ChatDesk With(Person operating)
    {
        var desk = Desk.Listing();
        return desk with
        {
            Chat = desk.Chat with { Support = SupportState.Present, SupportId = operating.Id },
            Members = [.. desk.Members, desk.Members[0] with { PersonId = operating.Id, Role = MemberRole.Moderator }],
        };
    }

    private static Chat Reshaped(IReadOnlyList<ChatChange> changes) => changes.OfType<ChatChange.Reshaped>().Single().Chat;
}
