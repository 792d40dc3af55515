namespace Haggle.Core.Limits;

/// <summary>So many at once, then so many per time: the generic cell rate algorithm, which needs one number per key.</summary>
/// <remarks>The number is the time at which the allowance will be whole again, in ticks; 0 to begin with.</remarks>
public readonly record struct Allowance
{
    private readonly long interval;
    private readonly long tolerance;

    /// <param name="rate">How many per <paramref name="period"/>, at least 1.</param>
    /// <param name="burst">How many at once, at least 1.</param>
    public Allowance(int rate, TimeSpan period, int burst)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        interval = Math.Max(1, period.Ticks / rate);
        tolerance = interval * (burst - 1);
    }

    /// <summary>Takes one, or takes nothing and says how long to wait.</summary>
    /// <param name="wholeAt">The key's number; replaced when one was taken.</param>
    /// <param name="now">In ticks of a clock that does not go back.</param>
    public bool TryTake(ref long wholeAt, long now, out TimeSpan wait)
    {
        var arrival = Math.Max(wholeAt, now);
        var early = arrival - now - tolerance;
        wait = early > 0 ? TimeSpan.FromTicks(early) : TimeSpan.Zero;
        if (early > 0)
            return false;
        wholeAt = arrival + interval;
        return true;
    }
}
