using Haggle.Bench.Load.Measure;

namespace Haggle.Bench.Load.Scenarios;

/// <summary>
/// Open loop: so many messages a second over 200 pairs, whether the server keeps up or not. Latency counts from the time at which a
/// message was due, so a server that stalls pays for everything that it kept waiting.
/// </summary>
internal sealed class RateScenario(params int[] rates) : IScenario
{
    private const int Pairs = 200;
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(2);

    public string Name => "rate";

    public async Task<IReadOnlyList<Step>> RunAsync(Trial trial)
    {
        await trial.WarmUpAsync();
        var results = new List<Step>();
        foreach (var rate in rates)
        {
            await trial.CalmAsync();
            using var crowd = await trial.GatherAsync(Pairs, 2, capacity: Capacity(rate, trial.Options));
            var use = crowd.RunOpen(rate, LeadIn, trial.Options.Measured, trial.Meter);
            crowd.Drain(trial.Options.Grace);
            var figures = new Figures { [Figures.Messages] = crowd.Tally.Acknowledged / crowd.Tally.Seconds };
            figures.AddDelivery(crowd.Tally).AddCpu(use, figures[Figures.Messages]).AddTrouble(crowd);
            figures[Figures.Lag] = crowd.Tally.Lag.PercentileMs(99);
            results.Add(new(StepName(rate), figures) { Trouble = crowd.Tally.FirstTrouble });
        }
        return results;
    }

    public static string StepName(int rate) => $"{rate:N0}/s";

    /// <summary>Room for every message of a lane, because a server that has stopped must not stop the schedule.</summary>
    private static int Capacity(int rate, LoadOptions options)
        => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(rate * (LeadIn + options.Measured).TotalSeconds / Pairs + 2));
}
