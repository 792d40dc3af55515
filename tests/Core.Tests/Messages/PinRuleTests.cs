using Haggle.Core.Messages;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Messages;

public sealed class PinRuleTests
{
    private static readonly MessageLimits Limits = new();

    [Fact]
    public void In_chats_of_two_either_pins_in_groups_who_leads()
    {
        var message = Desk.Message(Ivan);
        Assert.Equal(new MessageChange.Pinned(), Pin.Rule(message.On(Desk.Direct(), Olga), Limits).Value());
        Assert.Equal(new MessageChange.Pinned(), Pin.Rule(message.On(Desk.Group(), Anna), Limits).Value());
        Pin.Rule(message.On(Desk.Group(), Ivan), Limits).IsRefused(RefusalKind.Forbidden, "message");
        Pin.Rule(message.On(Desk.Group(), Boris), Limits).IsRefused(RefusalKind.NotFound, "message");
    }

    [Fact]
    public void The_fifty_first_pin_is_refused_but_what_is_pinned_stays_so()
    {
        Pin.Rule(Desk.Message(Ivan).On(Desk.Direct(), Olga, pins: 50), Limits).IsRefused(RefusalKind.Conflict, "pin_limit");
        Assert.Equal(new MessageChange.None(), Pin.Rule((Desk.Message(Ivan) with { PinnedAt = LongAgo }).On(Desk.Direct(), Olga, pins: 50), Limits).Value());
    }

    [Fact]
    public void Only_what_is_pinned_is_unpinned_and_what_is_deleted_is_not_pinned()
    {
        Assert.Equal(new MessageChange.None(), Unpin.Rule(Desk.Message(Ivan).On(Desk.Direct(), Olga)).Value());
        Assert.Equal(new MessageChange.Unpinned(), Unpin.Rule((Desk.Message(Ivan) with { PinnedAt = LongAgo }).On(Desk.Direct(), Olga)).Value());
        Pin.Rule((Desk.Message(Ivan) with { DeletedAt = LongAgo }).On(Desk.Direct(), Olga), Limits).IsRefused(RefusalKind.Conflict, "message");
        Unpin.Rule((Desk.Message(Ivan) with { PinnedAt = LongAgo }).On(Desk.Group(), Ivan)).IsRefused(RefusalKind.Forbidden, "message");
    }
}
