using System.Globalization;
using Haggle.Bench.Load.Measure;

namespace Haggle.Bench.Load.Report;

/// <summary>Tables of medians, then the goals.</summary>
internal static class TextReport
{
    private const int Label = 30, Column = 18;
    private const double QuietPercent = 5;

    public static void Write(TextWriter output, Results results)
    {
        foreach (var table in results.All.GroupBy(result => (result.Scenario, Step: result.Step.Name)))
            WriteTable(output, results, table.Key.Scenario, table.Key.Step, [.. table]);
        WriteNoise(output, results);
        var verdicts = Goals.All.Select(goal => goal.Judge(results)).OfType<Verdict>().ToArray();
        if (verdicts.Length == 0)
            return;
        output.WriteLine("Goals (median of the ratios of each turn)");
        foreach (var (goal, value, passed) in verdicts)
            output.WriteLine($"  {(passed ? "pass" : "MISS")}  {Number(value),9}  {(goal.AtLeast ? ">=" : "<=")} {goal.Bound.ToString(CultureInfo.InvariantCulture),-5} {goal.Text}");
        output.WriteLine($"  {verdicts.Count(verdict => verdict.Passed)} of {verdicts.Length} reached");
    }

    private static void WriteTable(TextWriter output, Results results, string scenario, string step, Result[] rows)
    {
        var targets = rows.Select(row => row.Target).Distinct().ToArray();
        output.WriteLine($"{scenario}: {step} (medians of {rows.Max(row => row.Run)})");
        output.WriteLine($"  {"",-Label}{string.Concat(targets.Select(target => $"{target,Column}"))}");
        foreach (var figure in rows.SelectMany(row => row.Step.Figures.Keys).Distinct())
        {
            var values = targets.Select(target => results.Typical(new(target, scenario, step, figure))).ToArray();
            if (Figures.IsTrouble(figure) && values.All(value => value is 0 or double.NaN) && figure != Figures.Lost)
                continue;
            output.WriteLine($"  {figure,-Label}{string.Concat(values.Select(value => $"{Number(value),Column}"))}");
        }
        foreach (var row in rows.Where(row => row.Step.Trouble is not null).DistinctBy(row => row.Target))
            output.WriteLine($"  trouble of {row.Target}: {row.Step.Trouble}");
        output.WriteLine();
    }

    private static void WriteNoise(TextWriter output, Results results)
    {
        var noisy = results.All.Where(result => result.Step.Figures.GetValueOrDefault(Figures.Elsewhere) > QuietPercent).ToArray();
        if (noisy.Length == 0)
            return;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Other programs had more than {QuietPercent} % of the cores in {noisy.Length} of {results.All.Count} measurements, up to {noisy.Max(result => result.Step.Figures[Figures.Elsewhere]):0} %:"));
        output.WriteLine("judge by the ratios of CPU and memory, not by those of throughput and latency.");
        output.WriteLine();
    }

    private static string Number(double value)
        => value.ToString(Math.Abs(value) switch { 0 => "0", < 10 => "0.00", < 1000 => "0.0", _ => "#,0" }, CultureInfo.InvariantCulture);
}
