using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Messages;

public sealed class EditMessageTests
{
    private static readonly MessageLimits Limits = new();

    [Fact]
    public void An_author_edits_until_the_window_is_over()
    {
        Assert.Equal(new MessageChange.Edited("Sold?"), Edit(Desk.Direct(), Olga, after: TimeSpan.FromHours(48)).Value());
        Edit(Desk.Direct(), Olga, after: TimeSpan.FromHours(48) + TimeSpan.FromTicks(10)).IsRefused(RefusalKind.Conflict, "edit_window_over");
    }

    [Fact]
    public void The_same_words_again_change_nothing()
        => Assert.Equal(new MessageChange.None(), Edit(Desk.Direct(), Olga, content: "Is it still for sale?").Value());

    [Fact]
    public void Others_than_the_author_do_not_edit_and_strangers_do_not_learn_that_there_is_a_message()
    {
        Edit(Desk.Direct(), Ivan).IsRefused(RefusalKind.Forbidden, "message");
        Edit(Desk.Direct(), Boris).IsRefused(RefusalKind.NotFound, "message");
    }

    [Fact]
    public void A_message_from_before_ones_time_is_not_there()
    {
        var chat = Desk.Direct();
        var late = chat with { Members = [chat.Members[0] with { HiddenSeq = 40 }, chat.Members[1]] };
        Edit(late, Olga).IsRefused(RefusalKind.NotFound, "message");
    }

    [Fact]
    public void Nothing_is_edited_in_a_dispute_in_a_closed_chat_or_by_one_who_may_only_read()
    {
        Edit(Desk.Listing(ChatStatus.Disputed), Olga).IsRefused(RefusalKind.Conflict, "status");
        Edit(Desk.Listing(ChatStatus.Archived), Olga).IsRefused(RefusalKind.Conflict, "chat_closed");
        Edit(new ChatDesk(Desk.Chat(), [Desk.Member(Olga, MemberRole.Reader)]), Olga).IsRefused(RefusalKind.Forbidden, "read_only");
        Edit(new ChatDesk(Desk.Chat() with { SendBy = SendBy.Admins }, [Desk.Member(Olga)]), Olga).IsRefused(RefusalKind.Forbidden, "read_only");
    }

    [Fact]
    public void A_wire_may_promise_more_but_not_to_one_who_may_only_read()
    {
        var whenever = new RewriteTerms(TimeSpan.MaxValue, AtAnyStatus: true);
        foreach (var status in Enum.GetValues<ChatStatus>())
            Assert.Equal(new MessageChange.Edited("Sold?"), Edit(Desk.Listing(status), Olga, after: TimeSpan.FromDays(3_000), terms: whenever).Value());
        Edit(Desk.Direct(), Ivan, terms: whenever).IsRefused(RefusalKind.Forbidden, "message");
        Edit(new ChatDesk(Desk.Chat(), [Desk.Member(Olga, MemberRole.Reader)]), Olga, terms: whenever).IsRefused(RefusalKind.Forbidden, "read_only");
        Edit(Desk.Direct(), Olga, after: TimeSpan.FromHours(2), terms: new RewriteTerms(TimeSpan.FromHours(1), AtAnyStatus: false)).IsRefused(RefusalKind.Conflict, "edit_window_over");
    }

    [Fact]
    public void What_is_deleted_or_empty_is_not_edited()
    {
        var deleted = Desk.Message(Olga) with { DeletedAt = LongAgo };
        EditMessage.Rule(deleted.On(Desk.Direct(), Olga), Olga.Id, "Sold?", Limits, LongAgo).IsRefused(RefusalKind.Conflict, "message");
        Edit(Desk.Direct(), Olga, content: " ").IsRefused(RefusalKind.Invalid, "content");
    }

    private static Result<MessageChange> Edit(ChatDesk chat, Person by, string content = "Sold?", TimeSpan after = default, RewriteTerms? terms = null)
        => EditMessage.Rule(Desk.Message(Olga).On(chat, by), by.Id, content, Limits, LongAgo + after, terms);
}
