using Haggle.Core.Messages;

namespace Haggle.Core.Tests.Messages;

public sealed class PageRangeTests
{
    [Theory]
    [InlineData(0, "limit")]
    [InlineData(201, "limit")]
    public void A_page_has_one_to_two_hundred_messages(int limit, string field)
        => Assert.Equal(field, PageMessages.Check(new MessageRange(limit))?.Subject);

    [Fact]
    public void A_page_is_before_after_or_around_one_place_and_places_are_not_negative()
    {
        Assert.Null(PageMessages.Check(new MessageRange(200, BeforeSeq: 0)));
        Assert.Equal("before_seq", PageMessages.Check(new MessageRange(BeforeSeq: 3, AfterSeq: 3))?.Subject);
        Assert.Equal("after_seq", PageMessages.Check(new MessageRange(AfterSeq: -1))?.Subject);
        Assert.Equal("around_seq", PageMessages.Check(new MessageRange(AroundSeq: -1))?.Subject);
    }
}
