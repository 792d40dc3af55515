namespace Haggle.Bench.Load.Measure;

/// <summary>Full traffic until the server's code is compiled as it stays: until its CPU for one thing does not fall any more.</summary>
/// <remarks>
/// A fixed time would flatter whoever compiles fast: on two busy cores the floor needs 5 s, the SignalR peer 20 s to become three
/// times as cheap. Three slices in a row must fail to beat the best one before them by 5 %.
/// </remarks>
internal static class WarmUp
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);

    /// <param name="work">Lets the server work for the time given, and says how many things it did.</param>
    public static void Run(CpuMeter meter, TimeSpan atMost, Func<TimeSpan, long> work)
    {
        var costs = new List<double>();
        while (costs.Count * Slice < atMost && !IsSettled(costs))
        {
            meter.Start();
            var done = work(Slice);
            costs.Add(meter.Stop().Server / Math.Max(1, done));
        }
    }

    private static bool IsSettled(List<double> costs)
        => costs.Count >= 5 && costs[^3..].Min() > 0.95 * costs[..^3].Min();
}
