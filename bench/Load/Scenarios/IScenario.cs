using Haggle.Bench.Load.Measure;

namespace Haggle.Bench.Load.Scenarios;

/// <summary>One line of questions to a fresh server; each step is a table of its own.</summary>
internal interface IScenario
{
    string Name { get; }
    Task<IReadOnlyList<Step>> RunAsync(Trial trial);
}

internal sealed record Step(string Name, Figures Figures)
{
    /// <summary>What went wrong first, in the server's words; null when nothing did.</summary>
    public string? Trouble { get; init; }
}
