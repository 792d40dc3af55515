using Haggle.Core.People;

namespace Haggle.Core.Tests.People;

public sealed class RefreshKeyTests
{
    [Fact]
    public void A_key_passes_on_whether_its_sessions_end_moves()
    {
        Assert.False(RefreshKey.IsFixed(RefreshKey.FreshLike(RefreshKey.Fresh())));
        Assert.True(RefreshKey.IsFixed(RefreshKey.FreshLike(RefreshKey.FreshFixed())));
    }

    [Fact]
    public void No_two_keys_are_the_same() => Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => RefreshKey.Fresh()).Distinct().Count());

    [Fact]
    public void A_registration_does_not_tell_its_password_when_it_is_printed()
        => Assert.DoesNotContain("correct horse", $"{new Registration("a@example.com", "correct horse", "A")}", StringComparison.Ordinal);
}
