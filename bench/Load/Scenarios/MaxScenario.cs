using Haggle.Bench.Load.Crowds;
using Haggle.Bench.Load.Measure;

namespace Haggle.Bench.Load.Scenarios;

/// <summary>Closed loop: as many messages as the server takes, from pairs that always have some under way.</summary>
internal sealed class MaxScenario(string name, params (int Pairs, int InFlight)[] steps) : IScenario
{
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(1);

    public string Name => name;

    public async Task<IReadOnlyList<Step>> RunAsync(Trial trial)
    {
        await trial.WarmUpAsync();
        var results = new List<Step>();
        foreach (var (pairs, inFlight) in steps)
        {
            using var crowd = await trial.GatherAsync(pairs, 2);
            var use = crowd.RunClosed(inFlight, LeadIn, trial.Options.Measured, trial.Meter);
            crowd.Drain(trial.Options.Grace);
            var perSecond = crowd.Tally.Acknowledged / crowd.Tally.Seconds;
            var figures = new Figures { [Figures.Messages] = perSecond, [Figures.Deliveries] = crowd.Tally.Delivered / crowd.Tally.Seconds };
            figures.AddDelivery(crowd.Tally).AddCpu(use, perSecond).AddTrouble(crowd)[Figures.Resident] = trial.ResidentBytes / 1048576.0;
            results.Add(new(StepName(pairs, inFlight), figures) { Trouble = crowd.Tally.FirstTrouble });
        }
        return results;
    }

    public static string StepName(int pairs, int inFlight) => $"{pairs} pairs, {inFlight} in flight";
}
