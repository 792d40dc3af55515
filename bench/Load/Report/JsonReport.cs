using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haggle.Bench.Load.Report;

/// <summary>Every figure of every run, the medians and the verdicts, with what is needed to judge them later.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Shape = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a percentile of nothing is NaN
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(string file, Results results, LoadOptions options, IReadOnlyDictionary<string, string> database)
        => File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            At = DateTime.UtcNow,
            Machine = new
            {
                Cores = Environment.ProcessorCount,
                Kernel = Environment.OSVersion.VersionString,
                Runtime = Environment.Version.ToString(),
                Processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim(),
            },
            Database = database,
            Options = new { options.Runs, MeasuredSeconds = options.Measured.TotalSeconds, WarmUpSeconds = options.WarmUp.TotalSeconds, options.Sockets },
            Goals = Goals.All.Select(goal => goal.Judge(results)).OfType<Verdict>()
                .Select(verdict => new { verdict.Goal.Text, verdict.Goal.AtLeast, verdict.Goal.Bound, verdict.Value, verdict.Passed }),
            Medians = results.All.Select(result => (result.Scenario, Step: result.Step.Name, result.Target)).Distinct()
                .Select(key => new
                {
                    key.Scenario,
                    key.Step,
                    key.Target,
                    Figures = results.All.First(result => (result.Scenario, result.Step.Name, result.Target) == key).Step.Figures.Keys
                        .ToDictionary(figure => figure, figure => results.Typical(new(key.Target, key.Scenario, key.Step, figure))),
                }),
            Runs = results.All.Select(result => new { result.Run, result.Scenario, Step = result.Step.Name, result.Target, result.Step.Figures, result.Step.Trouble }),
        }, Shape));
}
