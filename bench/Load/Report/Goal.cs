namespace Haggle.Bench.Load.Report;

internal sealed record Verdict(Goal Goal, double Value, bool Passed);

/// <summary>
/// What Haggle wants to reach: one of its figures, divided by the same figure of a peer in the same turn (the smaller one of several
/// peers), or as it is when there is no peer to compare it with.
/// </summary>
internal sealed record Goal(string Text, bool AtLeast, double Bound, Quantity Ours, params Quantity[] Theirs)
{
    /// <returns>The median over the turns (of troubles the worst), or null when something was not measured.</returns>
    public Verdict? Judge(Results results)
    {
        var ours = results.Runs(Ours);
        var theirs = Theirs.Select(results.Runs).ToArray();
        var ratios = ours.Keys.Where(run => theirs.All(peer => peer.ContainsKey(run)))
            .Select(run => theirs.Length == 0 ? ours[run] : ours[run] / theirs.Min(peer => peer[run]))
            .ToArray();
        if (ratios.Length == 0)
            return null;
        var value = Measure.Figures.IsTrouble(Ours.Figure) ? ratios.Max() : Results.Median(ratios);
        return new(this, value, AtLeast ? value >= Bound : value <= Bound);
    }
}
