using Haggle.Dialects.Native.Parameters;

namespace Haggle.Dialects.Tests.Native;

public sealed class IfMatchTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("*", null)]
    [InlineData("57", 57L)]
    [InlineData("\"57\"", 57L)]
    [InlineData("W/\"57\"", 57L)]
    [InlineData("abc", -1L)]
    [InlineData("-1", -1L)]
    [InlineData("57, 58", -1L)]
    [InlineData("99999999999999999999", -1L)]
    public void A_revision_is_read_in_any_dress_and_what_is_none_matches_nothing(string header, long? revision) => Assert.Equal(revision, IfMatch.Parse(header));
}
