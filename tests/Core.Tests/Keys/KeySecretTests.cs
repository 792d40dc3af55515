using Haggle.Core.Keys;

namespace Haggle.Core.Tests.Keys;

public sealed class KeySecretTests
{
    [Fact]
    public void A_key_has_256_random_bits_and_is_known_by_its_beginning()
    {
        var key = KeySecret.Fresh();
        Assert.True(KeySecret.LooksRight(key));
        Assert.StartsWith(KeySecret.HintOf(key), key, StringComparison.Ordinal);
        Assert.Equal(7, KeySecret.HintOf(key).Length);
        Assert.Equal(32, KeySecret.HashOf(key).Length);
        Assert.NotEqual(key, KeySecret.Fresh());
    }

    [Theory]
    [InlineData("")]
    [InlineData("hk_")]
    [InlineData("HK_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_cannot_be_a_key_is_not_looked_up(string word) => Assert.False(KeySecret.LooksRight(word));
}
