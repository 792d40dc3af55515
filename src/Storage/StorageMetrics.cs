using System.Diagnostics;
using System.Diagnostics.Metrics;
using Haggle.Realtime.Metrics;

namespace Haggle.Storage;

/// <summary>How long commits take, and how much shares one.</summary>
public static class StorageMetrics
{
    private static readonly Histogram<double> Commits = HaggleMeter.Duration(
        "haggle_commit_seconds", "One shared commit of messages, to its acknowledgement by the database; with SQLite, of all changes.");

    private static readonly Histogram<double> Batches = HaggleMeter.Size("haggle_commit_size", "What shared one commit: messages; with SQLite, all changes.");

    private static readonly Counter<long> Failures = HaggleMeter.Counter("haggle_commit_failures_total", "Shared commits that failed as a whole.");

    public static void Prime() => Failures.Add(0);

    /// <param name="size">What shared it.</param>
    /// <param name="begun">Of <see cref="Stopwatch.GetTimestamp"/>.</param>
    internal static void Committed(int size, long begun)
    {
        Batches.Record(size);
        Commits.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    internal static void Failed() => Failures.Add(1);
}
