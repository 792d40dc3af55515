namespace Haggle.Realtime.Tests;

public sealed class ChangesUnderWayTests
{
    private readonly ChangesUnderWay changes = new(static _ => { });

    [Fact]
    public void Where_nothing_is_under_way_nobody_waits()
    {
        Assert.True(changes.EndAsync().IsCompleted);
        changes.Begin().Dispose();
        Assert.True(changes.EndAsync().IsCompleted);
    }

    [Fact]
    public void Those_of_now_are_waited_for_and_those_of_later_are_not()
    {
        var now = changes.Begin();
        var end = changes.EndAsync();
        var later = changes.Begin();
        Assert.False(end.IsCompleted);
        now.Dispose();
        Assert.True(end.IsCompleted);
        later.Dispose();
        Assert.True(changes.EndAsync().IsCompleted);
    }

    [Fact]
    public void A_later_one_that_ends_first_leaves_the_earlier_to_be_waited_for()
    {
        var early = changes.Begin();
        var firstEnd = changes.EndAsync();
        var late = changes.Begin();
        var secondEnd = changes.EndAsync();
        late.Dispose();
        Assert.False(firstEnd.IsCompleted);
        Assert.False(secondEnd.IsCompleted);
        Assert.False(changes.EndAsync().IsCompleted);
        early.Dispose();
        Assert.True(firstEnd.IsCompleted);
        Assert.True(secondEnd.IsCompleted);
        Assert.True(changes.EndAsync().IsCompleted);
    }
}
