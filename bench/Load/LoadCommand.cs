using System.Diagnostics;
using System.Runtime.InteropServices;
using Haggle.Bench.Load.Report;
using Haggle.Bench.Load.Scenarios;
using Haggle.Bench.Load.Targets;

namespace Haggle.Bench.Load;

/// <summary><c>bench load</c>: every scenario, the targets in turn, as often as asked; then the tables.</summary>
internal static class LoadCommand
{
    private static readonly (int, int) Busy = (200, 4), Polite = (100, 1);

    private static readonly IScenario[] Scenarios =
    [
        new MaxScenario("max", Busy, Polite), new RateScenario(500, 2000, 5000, 10000), new FanOutScenario(), new IdleScenario(),
        new HistoryScenario(), new MaxScenario("sqlite", Busy),
    ];

    /// <returns>0, whatever the goals say; 1 when something could not be measured.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var options = LoadOptions.Parse(words);
        if (options.Database is null || !Uri.TryCreate(options.Database, UriKind.Absolute, out var address) || !address.Scheme.StartsWith("postgres", StringComparison.Ordinal))
            throw new ArgumentException("A database is needed: --database postgresql://… or HAGGLE_TEST_POSTGRES_URL.");
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using var postgres = new Postgres(address);
        var settings = await postgres.SettingsAsync(stop.Token);
        if (!options.NotDurable && (settings["fsync"] != "on" || settings["synchronous_commit"] != "on"))
            throw new ArgumentException("The database is not durable (fsync or synchronous_commit is off); --not-durable measures it all the same.");

        var (results, failures) = (new Results(), 0);
        foreach (var scenario in Scenarios.Where(scenario => options.Scenarios.Contains(scenario.Name)))
        {
            var targets = Targets(scenario, options);
            for (var run = 1; run <= options.Runs; run++)
                foreach (var target in targets)
                    failures += await MeasureAsync(scenario, run, target, postgres, options, results, stop.Token) ? 0 : 1;
        }
        Console.WriteLine();
        TextReport.Write(Console.Out, results);
        if (options.Json is { } file)
            JsonReport.Write(file, results, options, settings);
        return failures == 0 ? 0 : 1;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true; // the servers and databases of the run are taken away first
            stop.Cancel();
        }
    }

    /// <summary>Only Haggle knows SQLite, and several dialects; everything else is measured side by side.</summary>
    private static ITarget[] Targets(IScenario scenario, LoadOptions options)
        => scenario.Name == "sqlite" ? options.Targets.Contains("haggle") ? [Programs.Haggle("native", onSqlite: true)] : []
            : [.. options.Targets.SelectMany(name => name == "haggle" ? options.Dialects.Select(dialect => Programs.Haggle(dialect)) : name == "nodes" ? [Programs.Haggle(name)] : [Programs.Peer(name)])];

    private static async Task<bool> MeasureAsync(
        IScenario scenario, int run, ITarget target, Postgres postgres, LoadOptions options, Results results, CancellationToken cancellation)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            await using var trial = await Trial.StartAsync(target, postgres, options, cancellation);
            try
            {
                var steps = await scenario.RunAsync(trial);
                results.Add(run, scenario.Name, target.Name, steps);
                foreach (var step in steps)
                    await Console.Error.WriteLineAsync(
                        $"{scenario.Name} {run}/{options.Runs} {target.Name}, {step.Name}: {string.Join(", ", step.Figures.Take(2).Select(figure => $"{figure.Key} {figure.Value:0.0}"))}");
                return true;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"{target.Name} said last:\n{trial.Tail()}");
                throw;
            }
        }
        // One server that fails must not cost the figures of the others.
        catch (Exception failure) when (failure is IOException or TimeoutException or InvalidDataException or HttpRequestException or AggregateException)
        {
            await Console.Error.WriteLineAsync($"{scenario.Name} {run}/{options.Runs} {target.Name} failed after {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s: {failure.Message}");
            return false;
        }
    }
}
