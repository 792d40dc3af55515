using Haggle.Core.Chats;
using Haggle.Core.People;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Chats;

public sealed class MemberRuleTests
{
    private static readonly ChatLimits Limits = new();

    [Fact]
    public void Who_leads_a_group_adds_people_and_the_line_about_it_comes_after_them_so_that_they_see_it()
    {
        var changes = AddMembers.Rule(Desk.Group(), Anna, [Boris, Moderator], Limits).Value();
        Assert.Equal(new ChatChange.Joined(Boris.Id, MemberRole.Member, Anna.Id), changes[0]);
        Assert.Equal(new ChatChange.Joined(Moderator.Id, MemberRole.Member, Anna.Id), changes[1]);
        var line = Assert.IsType<ChatChange.SystemSaid>(changes[2]);
        Assert.Equal("Anna added Boris, Maria", line.Text);
        Assert.Equal([("kind", "member_added"), ("by_id", 11L)], line.Fact.Values.Take(2));
        Assert.Equal("user_ids", line.Fact.Values[2].Name);
        Assert.Equal([13L, 21L], Assert.IsType<long[]>(line.Fact.Values[2].Value));
    }

    [Fact]
    public void Who_is_in_it_already_is_passed_over_but_nobody_new_is_a_conflict()
    {
        Assert.Equal(2, AddMembers.Rule(Desk.Group(), Olga, [Ivan, Boris], Limits).Value().Count);
        AddMembers.Rule(Desk.Group(), Olga, [Ivan, Anna], Limits).IsRefused(RefusalKind.Conflict, "already_member");
    }

    [Fact]
    public void A_full_group_takes_nobody_not_even_a_part_of_those_asked_for()
    {
        var limits = new ChatLimits { GroupMembers = 4 };
        Assert.Equal(2, AddMembers.Rule(Desk.Group(), Olga, [Boris], limits).Value().Count);
        AddMembers.Rule(Desk.Group(), Olga, [Boris, Moderator], limits).IsRefused(RefusalKind.Conflict, "chat_full");
    }

    [Fact]
    public void Plain_members_and_strangers_add_nobody()
    {
        AddMembers.Rule(Desk.Group(), Ivan, [Boris], Limits).IsRefused(RefusalKind.Forbidden, "chat");
        AddMembers.Rule(Desk.Group(), Boris, [Boris], Limits).IsRefused(RefusalKind.NotFound, "chat");
        AddMembers.Rule(Desk.Direct(), Olga, [Boris], Limits).IsRefused(RefusalKind.Forbidden, "chat");
    }

    [Fact]
    public void The_owner_hands_the_group_over_and_becomes_an_admin()
    {
        var changes = GiveRole.Rule(Desk.Group(), Olga, Ivan.Id, MemberRole.Owner).Value();
        Assert.Equal(new ChatChange.RoleGiven(Ivan.Id, MemberRole.Owner, Olga.Id), changes[0]);
        Assert.Equal(new ChatChange.RoleGiven(Olga.Id, MemberRole.Admin, Olga.Id), changes[1]);
        Assert.IsType<ChatChange.SystemSaid>(changes[2]);
        GiveRole.Rule(Desk.Group(), Anna, Ivan.Id, MemberRole.Owner).IsRefused(RefusalKind.Forbidden, "chat");
    }

    [Fact]
    public void Nobody_takes_the_owners_role_away_and_the_owner_does_not_drop_it()
    {
        GiveRole.Rule(Desk.Group(), Anna, Olga.Id, MemberRole.Member).IsRefused(RefusalKind.Forbidden, "chat");
        GiveRole.Rule(Desk.Group(), Olga, Olga.Id, MemberRole.Member).IsRefused(RefusalKind.Conflict, "last_owner");
        Assert.Empty(GiveRole.Rule(Desk.Group(), Olga, Olga.Id, MemberRole.Owner).Value());
    }

    [Fact]
    public void Admins_give_plain_roles_to_members_only_of_the_group()
    {
        Assert.Equal([new ChatChange.RoleGiven(Ivan.Id, MemberRole.Reader, Anna.Id)], GiveRole.Rule(Desk.Group(), Anna, Ivan.Id, MemberRole.Reader).Value());
        GiveRole.Rule(Desk.Group(), Anna, Boris.Id, MemberRole.Reader).IsRefused(RefusalKind.NotFound, "user");
        GiveRole.Rule(Desk.Group(), Ivan, Ivan.Id, MemberRole.Admin).IsRefused(RefusalKind.Forbidden, "chat");
    }

    [Fact]
    public void Everybody_may_leave_a_group_but_its_owner()
    {
        Assert.Equal(new ChatChange.Left(Ivan.Id, Ivan.Id), RemoveMember.Rule(Desk.Group(), Ivan, Ivan).Value()[0]);
        RemoveMember.Rule(Desk.Group(), Olga, Olga).IsRefused(RefusalKind.Conflict, "last_owner");
    }

    [Fact]
    public void The_last_one_to_leave_ends_the_group()
    {
        var alone = new ChatDesk(Desk.Chat(), [Desk.Member(Olga, MemberRole.Owner)]);
        Assert.Equal([new ChatChange.Deleted()], RemoveMember.Rule(alone, Olga, Olga).Value());
    }

    [Fact]
    public void Chats_of_two_cannot_be_left_but_a_moderator_who_came_in_may_go()
    {
        RemoveMember.Rule(Desk.Direct(), Olga, Olga).IsRefused(RefusalKind.Forbidden, "chat");
        var visited = new ChatDesk(Desk.Chat(ChatKind.Listing), [.. Desk.Listing().Members, Desk.Member(Moderator, MemberRole.Moderator)]);
        Assert.Equal(new ChatChange.Left(Moderator.Id, Moderator.Id), RemoveMember.Rule(visited, Moderator, Moderator).Value()[0]);
    }

    [Fact]
    public void Admins_remove_members_the_owner_removes_admins_and_nobody_removes_the_owner()
    {
        Assert.Equal(new ChatChange.Left(Ivan.Id, Anna.Id), RemoveMember.Rule(Desk.Group(), Anna, Ivan).Value()[0]);
        Assert.Equal(new ChatChange.Left(Anna.Id, Olga.Id), RemoveMember.Rule(Desk.Group(), Olga, Anna).Value()[0]);
        RemoveMember.Rule(Desk.Group(), Anna, Olga).IsRefused(RefusalKind.Forbidden, "chat");
        RemoveMember.Rule(Desk.Group(), Ivan, Anna).IsRefused(RefusalKind.Forbidden, "chat");
    }

    [Fact]
    public void Removing_somebody_who_is_not_in_it_changes_nothing_so_that_a_retry_is_safe()
    {
        Assert.Empty(RemoveMember.Rule(Desk.Group(), Olga, Boris).Value());
        RemoveMember.Rule(Desk.Group(), Olga, target: null).IsRefused(RefusalKind.NotFound, "user");
        RemoveMember.Rule(Desk.Group(), Boris, Ivan).IsRefused(RefusalKind.NotFound, "chat");
    }
}
