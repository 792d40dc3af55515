using Haggle.Core.Text;

namespace Haggle.Core.Tests.Text;

public sealed class EmojiTests
{
    [Theory]
    [InlineData("👍")]
    [InlineData("👍🏽")]
    [InlineData("❤")]
    [InlineData("❤️")]
    [InlineData("😀")]
    [InlineData("🫠")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("👩🏻‍❤️‍💋‍👨🏿")]
    [InlineData("🏳️‍🌈")]
    [InlineData("🕵🏻‍♂️")]
    [InlineData("🇷🇺")]
    [InlineData("🏴󠁧󠁢󠁳󠁣󠁴󠁿")]
    [InlineData("1️⃣")]
    [InlineData("#⃣")]
    [InlineData("©️")]
    [InlineData("‼️")]
    [InlineData("ℹ️")]
    [InlineData("〰️")]
    [InlineData("🏿")]
    public void One_emoji_is_one(string text) => Assert.True(Emoji.IsOne(text));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("+1")]
    [InlineData(":thumbsup:")]
    [InlineData("👍👍")]
    [InlineData("👍a")]
    [InlineData(" 👍")]
    [InlineData("👍 ")]
    [InlineData("🇷")]
    [InlineData("🇷🇺🇷🇺")]
    [InlineData("🇷a")]
    [InlineData("👍‍")]
    [InlineData("‍👍")]
    [InlineData("❤︎")]
    [InlineData("❤️️")]
    [InlineData("👍🏽🏽")]
    [InlineData("️")]
    [InlineData("1️")]
    [InlineData("°")]
    [InlineData("¦")]
    [InlineData("я")]
    [InlineData("漢")]
    [InlineData("🏴󠁧󠁢")]
    public void Anything_else_is_not(string text) => Assert.False(Emoji.IsOne(text));

    [Fact]
    public void Half_a_character_is_none() => Assert.False(Emoji.IsOne("\ud83d"));

    [Fact]
    public void A_chain_without_end_is_none() => Assert.False(Emoji.IsOne(string.Concat(Enumerable.Repeat("👨‍", 500)) + "👨"));
}
