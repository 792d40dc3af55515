using System.Diagnostics;
using System.Numerics;

namespace Haggle.Bench.Load.Measure;

/// <summary>
/// Latencies in buckets that grow with the value: 64 to each doubling, so a percentile is at most 1.6 % above the true one, from a
/// microsecond to an hour, in 14 KiB and without allocations.
/// </summary>
internal sealed class Histogram
{
    private const int Bits = 6, PerDoubling = 1 << Bits;
    private readonly long[] counts = new long[PerDoubling * (33 - Bits)];

    public long Count { get; private set; }
    public double MaxMs { get; private set; }

    /// <param name="ticks">A difference of two <see cref="Stopwatch"/> times; a negative one counts as none.</param>
    public void Add(long ticks)
    {
        var microseconds = (long)Math.Max(0, ticks * (1e6 / Stopwatch.Frequency));
        counts[Math.Min(Bucket(microseconds), counts.Length - 1)]++;
        Count++;
        MaxMs = Math.Max(MaxMs, microseconds / 1e3);
    }

    /// <summary>The upper edge of the bucket that holds the percentile; NaN when nothing was counted.</summary>
    public double PercentileMs(double percent)
    {
        if (Count == 0)
            return double.NaN;
        var (wanted, seen) = ((long)Math.Ceiling(Count * percent / 100), 0L);
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= wanted)
                return Math.Min(UpperEdge(bucket) / 1e3, MaxMs);
        }
        return MaxMs;
    }

    private static int Bucket(long value)
    {
        if (value < PerDoubling)
            return (int)value;
        var doublings = BitOperations.Log2((ulong)value) - Bits;
        return (doublings + 1) * PerDoubling + (int)((value >> doublings) - PerDoubling);
    }

    private static long UpperEdge(int bucket)
    {
        if (bucket < PerDoubling)
            return bucket + 1;
        var doublings = bucket / PerDoubling - 1;
        return (bucket % PerDoubling + PerDoubling + 1L) << doublings;
    }
}
