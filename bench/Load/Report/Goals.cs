using Haggle.Bench.Load.Measure;
using Haggle.Bench.Load.Scenarios;

namespace Haggle.Bench.Load.Report;

/// <summary>The goals of the README, as numbers.</summary>
internal static class Goals
{
    private static readonly string Busy = MaxScenario.StepName(200, 4), Polite = MaxScenario.StepName(100, 1);

    public static IEnumerable<Goal> All =>
    [
        AtLeast(4, "signalr", "max", Busy, Figures.Messages),
        AtLeast(0.55, "floor", "max", Busy, Figures.Messages),
        AtLeast(2.5, "signalr", "max", Polite, Figures.Messages),
        AtLeast(0.65, "floor", "max", Polite, Figures.Messages),
        AtMost(0.25, "signalr", "max", Busy, Figures.Cpu),
        AtMost(2.2, "floor", "max", Busy, Figures.Cpu),
        AtMostOfBetter(1.25, "rate", RateScenario.StepName(500), Figures.DeliveryP99),
        AtMostOfBetter(1.25, "rate", RateScenario.StepName(2000), Figures.DeliveryP99),
        AtMost(0.5, "signalr", "rate", RateScenario.StepName(500), Figures.Cpu),
        AtMost(1.6, "floor", "rate", RateScenario.StepName(5000), Figures.DeliveryP99),
        AtMost(2.5, "floor", "rate", RateScenario.StepName(10000), Figures.DeliveryP99),
        None("rate", RateScenario.StepName(500), Figures.Lost),
        None("rate", RateScenario.StepName(2000), Figures.Lost),
        None("rate", RateScenario.StepName(5000), Figures.Lost),
        None("rate", RateScenario.StepName(10000), Figures.Lost),
        AtLeast(1.6, "signalr", "fanout", FanOutScenario.StepName, Figures.Deliveries),
        AtLeast(0.8, "floor", "fanout", FanOutScenario.StepName, Figures.Deliveries),
        AtMost(1.25, "floor", "fanout", FanOutScenario.StepName, Figures.Cpu),
        new("idle: KiB a socket", false, 15, Ours("idle", IdleScenario.StepName, Figures.BytesPerSocket)),
        AtLeast(1.2, "signalr", "history", HistoryScenario.Newest, Figures.Pages),
        new("history: newest pages/s, compared with the oldest's", false, 1.2,
            Ours("history", HistoryScenario.Newest, Figures.Pages), Ours("history", HistoryScenario.Oldest, Figures.Pages)),
        Door("haggle by lais"),
        Door("haggle by windi"),
        new("SQLite: messages/s, compared with our own on PostgreSQL", true, 0.35,
            new("haggle on SQLite", "sqlite", Busy, Figures.Messages), Ours("max", Busy, Figures.Messages)),
    ];

    private static Quantity Ours(string scenario, string step, string figure) => new("haggle", scenario, step, figure);

    /// <summary>Another wire is other words for the same work.</summary>
    private static Goal Door(string target)
        => new($"max, {Busy}: {Figures.Cpu} of {target}, compared with haggle", false, 1.15, new(target, "max", Busy, Figures.Cpu), Ours("max", Busy, Figures.Cpu));

    private static Goal AtLeast(double bound, string peer, string scenario, string step, string figure)
        => new($"{scenario}, {step}: {figure}, compared with {peer}", true, bound, Ours(scenario, step, figure), new Quantity(peer, scenario, step, figure));

    private static Goal AtMost(double bound, string peer, string scenario, string step, string figure)
        => new($"{scenario}, {step}: {figure}, compared with {peer}", false, bound, Ours(scenario, step, figure), new Quantity(peer, scenario, step, figure));

    private static Goal AtMostOfBetter(double bound, string scenario, string step, string figure)
        => new($"{scenario}, {step}: {figure}, compared with the better peer", false, bound, Ours(scenario, step, figure),
            new("signalr", scenario, step, figure), new("floor", scenario, step, figure));

    private static Goal None(string scenario, string step, string figure)
        => new($"{scenario}, {step}: {figure}", false, 0, Ours(scenario, step, figure));
}
