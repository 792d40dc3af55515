using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Haggle.Bench.Micro;

/// <summary><c>bench micro</c>: BenchmarkDotNet with its own options, e.g. <c>--filter '*Codec*'</c>.</summary>
internal static class MicroCommand
{
    public static int Run(string[] words)
    {
        var config = DefaultConfig.Instance
            // In this process: a generated project would have to be restored and built by the rules of this repository.
            .AddJob(Job.Default.WithWarmupCount(5).WithIterationCount(12).WithToolchain(InProcessEmitToolchain.Instance).AsDefault())
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumn(StatisticColumn.OperationsPerSecond)
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Path.Combine("artifacts", "bench", "micro"));
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(words.Length == 0 ? ["--filter", "*"] : words, config);
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
    }
}
