using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Moderation;

public sealed class DisputeRuleTests
{
    private static readonly PersonId Judge = new(77);

    [Fact]
    public void A_moderator_who_is_called_in_enters_and_the_chat_is_disputed()
    {
        var changes = AssignModerator.Rule(Desk.Listing(), [], Olga.Id, Judge, "why").Value();
        Assert.Equal(ChatStatus.Disputed, Assert.IsType<ChatChange.Reshaped>(changes[0]).Chat.Status);
        Assert.Equal(new ChatChange.Joined(Judge, MemberRole.Moderator, Olga.Id), changes[1]);
        Assert.Equal(new ChatChange.ModeratorAssigned(Judge, Olga.Id, "why"), changes[2]);
    }

    [Fact]
    public void Nobody_is_called_into_what_people_say_among_themselves()
    {
        AssignModerator.Rule(Desk.Direct(), [], Olga.Id, Judge, "curious").IsRefused(RefusalKind.NotFound, "chat");
        AssignModerator.Rule(Desk.Group(), [], Olga.Id, Judge, "curious").IsRefused(RefusalKind.NotFound, "chat");
    }

    [Fact]
    public void Whoever_is_in_the_chat_already_stays_what_it_is_there()
        => Assert.DoesNotContain(AssignModerator.Rule(Desk.Listing(), [], Olga.Id, Ivan.Id, null).Value(), change => change is ChatChange.Joined or ChatChange.RoleGiven);

    [Fact]
    public void Calling_a_moderator_who_is_at_work_there_changes_nothing()
    {
        Assert.Empty(AssignModerator.Rule(Desk.Listing(), [Called(Judge)], Olga.Id, Judge, "again").Value());
        Assert.NotEmpty(AssignModerator.Rule(Desk.Listing(), [Called(Judge) with { ResolvedAt = DateTimeOffset.UnixEpoch }], Olga.Id, Judge, "again").Value());
        Assert.NotEmpty(AssignModerator.Rule(Desk.Listing(), [Called(Judge)], Olga.Id, new PersonId(78), "another").Value());
    }

    [Fact]
    public void The_verdict_resolves_the_chat_and_the_moderator_goes()
    {
        var desk = Desk.Group();
        desk = desk with { Chat = desk.Chat with { Status = ChatStatus.Disputed }, Members = [.. desk.Members, desk.Members[0] with { PersonId = Judge, Role = MemberRole.Moderator }] };
        var changes = ResolveDispute.Rule(desk, [Called(Judge)], Judge, "so").Value();
        Assert.Equal(new ChatChange.DisputeResolved(5, Judge, "so"), changes[0]);
        Assert.Equal(ChatStatus.Resolved, Assert.IsType<ChatChange.Reshaped>(changes[1]).Chat.Status);
        Assert.Equal(new ChatChange.Left(Judge, Judge), changes[2]);
    }

    [Fact]
    public void Only_the_moderator_who_is_at_work_there_decides()
    {
        ResolveDispute.Rule(Desk.Group(), [Called(Judge)], new PersonId(78), "so").IsRefused(RefusalKind.NotFound, "chat");
        ResolveDispute.Rule(Desk.Group(), [Called(Judge) with { ResolvedAt = DateTimeOffset.UnixEpoch }], Judge, "so").IsRefused(RefusalKind.NotFound, "chat");
    }

    private static Assignment Called(PersonId moderator)
        => new() { Id = 5, ChatId = new ChatId(1), ModeratorId = moderator, AssignedBy = Olga.Id, CreatedAt = DateTimeOffset.UnixEpoch };
}
