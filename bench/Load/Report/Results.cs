using Haggle.Bench.Load.Measure;
using Haggle.Bench.Load.Scenarios;

namespace Haggle.Bench.Load.Report;

internal sealed record Result(int Run, string Scenario, string Target, Step Step);

/// <summary>Everything that was measured, run by run.</summary>
internal sealed class Results
{
    private readonly List<Result> all = [];

    public IReadOnlyList<Result> All => all;

    public void Add(int run, string scenario, string target, IEnumerable<Step> steps)
        => all.AddRange(steps.Select(step => new Result(run, scenario, target, step)));

    /// <summary>The figures of each run that has them, by run.</summary>
    public IReadOnlyDictionary<int, double> Runs(Quantity quantity)
        => all.Where(result => result.Target == quantity.Target && result.Scenario == quantity.Scenario && result.Step.Name == quantity.Step
                && result.Step.Figures.ContainsKey(quantity.Figure))
            .ToDictionary(result => result.Run, result => result.Step.Figures[quantity.Figure]);

    /// <summary>The median of the runs, of troubles the worst; NaN when there was no run.</summary>
    public double Typical(Quantity quantity)
    {
        var runs = Runs(quantity).Values.ToArray();
        return runs.Length == 0 ? double.NaN : Figures.IsTrouble(quantity.Figure) ? runs.Max() : Median(runs);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>One figure of one target, e.g. floor's messages a second at 100 pairs.</summary>
internal readonly record struct Quantity(string Target, string Scenario, string Step, string Figure);
