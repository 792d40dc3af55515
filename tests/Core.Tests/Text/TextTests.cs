using Haggle.Core.Text;

namespace Haggle.Core.Tests.Text;

public sealed class TextTests
{
    [Fact]
    public void Text_that_the_stores_cannot_keep_is_told_from_text_that_they_can()
    {
        Assert.True(WellFormed.IsWellFormed("Ещё продаёте? 🚲"));
        Assert.True(WellFormed.IsWellFormed(""));
        Assert.False(WellFormed.IsWellFormed("a\0b"));
        Assert.False(WellFormed.IsWellFormed("\ud83d"));
        Assert.False(WellFormed.IsWellFormed("\udeb2 first"));
        Assert.False(WellFormed.IsWellFormed("\ud83dx"));
    }

    [Fact]
    public void A_bicycle_counts_as_one_character() => Assert.Equal(3, CodePoints.Count("a🚲b"));

    [Fact]
    public void Long_text_is_shortened_between_characters_and_says_so()
    {
        Assert.Equal("🚲🚲…", CodePoints.Shorten("🚲🚲🚲🚲", 3));
        Assert.Equal("🚲🚲🚲", CodePoints.Shorten("🚲🚲🚲", 3));
        Assert.Equal("ab…", CodePoints.Shorten("abcd", 3));
    }
}
