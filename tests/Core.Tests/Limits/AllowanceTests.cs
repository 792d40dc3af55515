using Haggle.Core.Limits;

namespace Haggle.Core.Tests.Limits;

public sealed class AllowanceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void First_the_burst_then_the_rate()
    {
        var allowance = new Allowance(10, Second, burst: 60);
        var wholeAt = 0L;
        Assert.Equal(60, TakenAt(TimeSpan.FromHours(1), ref wholeAt, allowance));
        Assert.Equal(5, TakenAt(TimeSpan.FromHours(1) + 0.5 * Second, ref wholeAt, allowance));
        Assert.Equal(60, TakenAt(TimeSpan.FromHours(2), ref wholeAt, allowance));
    }

    [Fact]
    public void A_refusal_takes_nothing_and_says_how_long_to_wait()
    {
        var allowance = new Allowance(2, Second, burst: 1);
        var wholeAt = 0L;
        Assert.True(allowance.TryTake(ref wholeAt, 1_000, out _));
        var before = wholeAt;
        Assert.False(allowance.TryTake(ref wholeAt, 1_000, out var wait));
        Assert.Equal((before, 0.5 * Second), (wholeAt, wait));
        Assert.True(allowance.TryTake(ref wholeAt, 1_000 + wait.Ticks, out _));
    }

    [Fact]
    public void Over_a_long_time_no_more_than_the_rate_is_given()
    {
        var allowance = new Allowance(20, TimeSpan.FromMinutes(1), burst: 20);
        var wholeAt = 0L;
        var taken = Enumerable.Range(1, 60_000).Count(i => allowance.TryTake(ref wholeAt, i * TimeSpan.TicksPerMillisecond * 10, out _)); // ten minutes
        Assert.InRange(taken, 219, 220);
    }

    private static int TakenAt(TimeSpan now, ref long wholeAt, Allowance allowance)
    {
        var taken = 0;
        while (allowance.TryTake(ref wholeAt, now.Ticks, out _))
            taken++;
        return taken;
    }
}
