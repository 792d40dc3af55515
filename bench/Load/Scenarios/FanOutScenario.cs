using Haggle.Bench.Load.Measure;

namespace Haggle.Bench.Load.Scenarios;

/// <summary>One sender and many receivers in one chat, with a few messages under way: how many copies a second arrive.</summary>
internal sealed class FanOutScenario : IScenario
{
    private const int Receivers = 1000, InFlight = 4;
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(3);

    public static string StepName => $"1 sender, {Receivers:N0} receivers";
    public string Name => "fanout";

    public async Task<IReadOnlyList<Step>> RunAsync(Trial trial)
    {
        await trial.WarmUpAsync();
        using var crowd = await trial.GatherAsync(1, 1 + Receivers);
        var use = crowd.RunClosed(InFlight, LeadIn, trial.Options.Measured, trial.Meter);
        crowd.Drain(trial.Options.Grace);
        var perSecond = crowd.Tally.Delivered / crowd.Tally.Seconds;
        var figures = new Figures { [Figures.Deliveries] = perSecond, [Figures.Messages] = crowd.Tally.Acknowledged / crowd.Tally.Seconds };
        figures.AddDelivery(crowd.Tally).AddCpu(use, perSecond).AddTrouble(crowd)[Figures.Resident] = trial.ResidentBytes / 1048576.0;
        return [new(StepName, figures) { Trouble = crowd.Tally.FirstTrouble }];
    }
}
