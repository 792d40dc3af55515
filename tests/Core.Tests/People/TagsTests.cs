using Haggle.Core.People;

namespace Haggle.Core.Tests.People;

public sealed class TagsTests
{
    [Theory]
    [InlineData("Anna Müller", "annamuller")]
    [InlineData("Анна", "anna")]
    [InlineData("Юрий Щукин-Ёлкин", "yuriyshchukinelkin")]
    [InlineData("Łukasz Żółć 3", "lukaszzolc3")]
    [InlineData("Ðorđe ß æ", "dordessae")]
    [InlineData("e\u0301lan", "elan")]
    [InlineData("snake_case!", "snake_case")]
    [InlineData("Ёж", "ezh")]
    [InlineData("Ян", "yan")]
    [InlineData("李", null)]
    [InlineData("ab", null)]
    [InlineData("🚲🚲🚲", null)]
    [InlineData("İstanbul", "istanbul")]
    public void A_name_suggests_a_tag_in_plain_letters(string name, string? tag) => Assert.Equal(tag, Tags.Of(name));

    [Fact]
    public void A_long_name_is_cut()
    {
        var tag = Tags.Of(new string('ж', 64))!;
        Assert.Equal(Tags.MaxLength, tag.Length);
        Assert.True(Tags.IsTag(tag));
    }

    [Theory]
    [InlineData("anna", 2, "anna2")]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345", 10, "abcdefghijklmnopqrstuvwxyz012310")]
    public void A_number_is_put_behind_within_the_length(string tag, int number, string numbered) => Assert.Equal(numbered, Tags.Numbered(tag, number));

    [Theory]
    [InlineData("abc", true)]
    [InlineData("a_9", true)]
    [InlineData("ab", false)]
    [InlineData("Abc", false)]
    [InlineData("a-b", false)]
    [InlineData("аbc", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456", false)]
    public void What_a_tag_is(string? text, bool isTag) => Assert.Equal(isTag, Tags.IsTag(text));

    [Theory]
    [InlineData("Жанна  Ельцова-Müller", new[] { "zhanna", "eltsova", "muller" })]
    [InlineData("a a A", new[] { "a" })]
    [InlineData("1 2 3 4 5 6 7 8 9 10", new[] { "1", "2", "3", "4", "5", "6", "7", "8" })]
    [InlineData("李 明", new[] { "李", "明" })]
    [InlineData(" -!- ", new string[0])]
    public void Words_are_what_a_search_compares(string text, string[] words) => Assert.Equal(words, PlainLetters.WordsOf(text));
}
