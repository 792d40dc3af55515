using Haggle.Bench.Load.Crowds;
using Haggle.Bench.Load.Measure;
using Haggle.Bench.Load.Targets;

namespace Haggle.Bench.Load.Scenarios;

/// <summary>What a silent socket costs: resident memory after so many have come, less what it was before, after a warm-up.</summary>
internal sealed class IdleScenario : IScenario
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    public static string StepName => "silent sockets";
    public string Name => "idle";

    public async Task<IReadOnlyList<Step>> RunAsync(Trial trial)
    {
        await trial.WarmUpAsync();
        // People are created first: they are not what a socket costs.
        var seats = await trial.OpenSeatsAsync(trial.Options.Sockets);
        await trial.CalmAsync();
        var before = trial.ResidentBytes;
        using var crowd = new Crowd(trial.Loop, trial.Target, trial.Address, [.. seats.Select((seat, i) => new Room(i, [seat]))], capacity: 1);
        crowd.Turn(Settle);
        var after = trial.ResidentBytes;
        var figures = new Figures
        {
            [Figures.Sockets] = seats.Count,
            [Figures.BytesPerSocket] = (after - before) / 1024.0 / seats.Count,
            [Figures.PlainPerSocket] = after / 1024.0 / seats.Count,
            [Figures.Resident] = after / 1048576.0,
            [Figures.Closed] = crowd.Tally.Closed,
        };
        return [new(StepName, figures) { Trouble = crowd.Tally.FirstTrouble }];
    }
}
