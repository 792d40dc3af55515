using Haggle.Core.Chats;
using Haggle.Core.Messages;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Messages;

public sealed class DeleteMessageTests
{
    [Fact]
    public void The_author_who_leads_the_group_and_moderators_of_the_server_delete_for_everybody()
    {
        var message = Desk.Message(Ivan);
        Assert.Equal(new MessageChange.Deleted(), DeleteMessage.Rule(message.On(Desk.Group(), Ivan), Ivan).Value());
        Assert.Equal(new MessageChange.Deleted(), DeleteMessage.Rule(message.On(Desk.Group(), Anna), Anna).Value());
        Assert.Equal(new MessageChange.Deleted(), DeleteMessage.Rule(message.On(Desk.Direct(), Moderator), Moderator).Value());
    }

    [Fact]
    public void Nobody_deletes_what_the_other_of_two_said_and_strangers_find_nothing()
    {
        DeleteMessage.Rule(Desk.Message(Ivan).On(Desk.Direct(), Olga), Olga).IsRefused(RefusalKind.Forbidden, "message");
        DeleteMessage.Rule(Desk.Message(Ivan).On(Desk.Direct(), Boris), Boris).IsRefused(RefusalKind.NotFound, "message");
    }

    [Fact]
    public void Deleting_again_changes_nothing_and_in_a_dispute_nothing_is_deleted()
    {
        Assert.Equal(new MessageChange.None(), DeleteMessage.Rule((Desk.Message(Olga) with { DeletedAt = LongAgo }).On(Desk.Direct(), Olga), Olga).Value());
        DeleteMessage.Rule(Desk.Message(Olga).On(Desk.Listing(ChatStatus.Disputed), Olga), Olga).IsRefused(RefusalKind.Conflict, "status");
        Assert.Equal(new MessageChange.Deleted(), DeleteMessage.Rule(Desk.Message(Olga).On(Desk.Listing(ChatStatus.Disputed), Olga), Olga, new RewriteTerms(null, AtAnyStatus: true)).Value());
    }
}
