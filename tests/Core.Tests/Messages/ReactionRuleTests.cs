using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Messages;

public sealed class ReactionRuleTests
{
    private static readonly MessageLimits Limits = new();

    [Fact]
    public void An_emoji_of_ones_own_is_put_once_and_taken_once()
    {
        var fresh = Desk.Message(Ivan);
        var mine = fresh with { Reactions = [new ReactionCount("👍", [Olga.Id])] };
        Assert.Equal(new MessageChange.Reacted("👍"), React.Rule(fresh.On(Desk.Direct(), Olga), Olga.Id, "👍", Limits).Value());
        Assert.Equal(new MessageChange.None(), React.Rule(mine.On(Desk.Direct(), Olga), Olga.Id, "👍", Limits).Value());
        Assert.Equal(new MessageChange.Unreacted("👍"), Unreact.Rule(mine.On(Desk.Direct(), Olga), Olga.Id, "👍").Value());
        Assert.Equal(new MessageChange.None(), Unreact.Rule(mine.On(Desk.Direct(), Ivan), Ivan.Id, "👍").Value());
    }

    [Fact]
    public void The_twenty_first_kind_is_refused_but_one_more_of_a_kind_that_is_there_is_not()
    {
        var full = Desk.Message(Ivan) with { Reactions = [.. Enumerable.Range(0, 20).Select(n => new ReactionCount(char.ConvertFromUtf32(0x1F600 + n), [Ivan.Id]))] };
        React.Rule(full.On(Desk.Direct(), Olga), Olga.Id, "👍", Limits).IsRefused(RefusalKind.Conflict, "reaction_limit");
        Assert.Equal(new MessageChange.Reacted("😀"), React.Rule(full.On(Desk.Direct(), Olga), Olga.Id, "😀", Limits).Value());
    }

    [Fact]
    public void Closed_chats_readers_and_deleted_messages_take_no_emoji_but_ones_own_can_be_taken_back()
    {
        var mine = Desk.Message(Ivan) with { Reactions = [new ReactionCount("👍", [Olga.Id])] };
        var closed = Desk.Listing(ChatStatus.Archived);
        React.Rule(mine.On(closed, Ivan), Ivan.Id, "👍", Limits).IsRefused(RefusalKind.Conflict, "chat_closed");
        React.Rule(mine.On(new ChatDesk(Desk.Chat(), [Desk.Member(Boris, MemberRole.Reader)]), Boris), Boris.Id, "👍", Limits).IsRefused(RefusalKind.Forbidden, "read_only");
        React.Rule((mine with { DeletedAt = LongAgo }).On(Desk.Direct(), Ivan), Ivan.Id, "👍", Limits).IsRefused(RefusalKind.Conflict, "message");
        Assert.Equal(new MessageChange.Unreacted("👍"), Unreact.Rule(mine.On(closed, Olga), Olga.Id, "👍").Value());
    }

    [Fact]
    public void Strangers_find_no_message_to_react_to()
        => React.Rule(Desk.Message(Ivan).On(Desk.Direct(), Boris), Boris.Id, "👍", Limits).IsRefused(RefusalKind.NotFound, "message");
}
