using System.Diagnostics;
using System.Diagnostics.Metrics;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Storage;

namespace Haggle.Server.Metrics;

/// <summary>What can be asked at any time: how much of something there is now. Of this server, and gone with it.</summary>
internal sealed class Levels : IDisposable
{
    private readonly Meter meter = new(HaggleMeter.Name);

    public Meter Meter => meter;

    public void Show(Hub hub, IStorageLoad storage, Samples samples)
    {
        Level("haggle_build_info", "Always 1; the version is the label.", () => new Measurement<double>(1, HaggleMeter.Label("version", Version.Of)));
        Level("haggle_chats_active", "Chats whose events this node puts in order now: somebody spoke there in the last ten minutes.", () => new Measurement<double>(hub.ChatCount));
        Level("haggle_append_queue", "Messages that wait for the next commit; with SQLite, all changes.", () => new Measurement<double>(storage.Waiting));
        Sampled("haggle_database_usable", "1 while the database can be read and written, else 0.", () => samples.Database is { } health ? health.IsWell ? 1 : 0 : null);
        Sampled("haggle_database_bytes", "The size of the database.", () => samples.Database?.Bytes);
        Sampled("haggle_outbox_events", "Events for other systems that wait to be sent, counted up to 10,000.", () => samples.Outbox?.Waiting);
        Sampled("haggle_outbox_oldest_seconds", "How long the oldest of them has waited; 0 when none waits.", () => samples.OutboxAge?.TotalSeconds);
        Level("haggle_thread_pool_queue", "Pieces of work that wait for a thread.", () => new Measurement<double>(ThreadPool.PendingWorkItemCount));
        Level("process_resident_memory_bytes", "Memory of the process.", () => new Measurement<double>(Environment.WorkingSet));
        meter.CreateObservableCounter("process_cpu_seconds_total", () => Environment.CpuUsage.TotalTime.TotalSeconds, null, "Processor time of the process.");
        Level("process_start_time_seconds", "When the process started, since 1970.", () => new Measurement<double>(Started));
    }

    public void Dispose() => meter.Dispose();

    private static double Started { get; } = new DateTimeOffset(Process.GetCurrentProcess().StartTime).ToUnixTimeMilliseconds() / 1000.0;

    private void Level(string name, string meaning, Func<Measurement<double>> ask) => meter.CreateObservableGauge(name, ask, null, meaning);

    /// <summary>Nothing is shown until it is known.</summary>
    private void Sampled(string name, string meaning, Func<double?> ask)
        => meter.CreateObservableGauge(name, () => ask() is { } value ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>(), null, meaning);
}
