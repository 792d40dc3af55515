using System.Diagnostics.Metrics;
using Haggle.Realtime.Metrics;

namespace Haggle.Server.Metrics;

/// <summary>Adds up what our instruments say from the start of the process on, for whoever asks at <c>/metrics</c>.</summary>
internal sealed class MetricBook : IDisposable
{
    /// <summary>What the driver of PostgreSQL tells of its pool: under our own names, and without the pool's name.</summary>
    private static readonly Dictionary<string, string> OfTheDriver = new()
    {
        ["db.client.connection.count"] = "haggle_database_connections",
        ["db.client.connection.max"] = "haggle_database_connections_max",
        ["db.client.connection.npgsql.timeouts"] = "haggle_database_pool_timeouts_total",
    };

    private static readonly Dictionary<string, string> DriversLabels = new() { ["db.client.connection.state"] = "state" };

    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Series> all = new(StringComparer.Ordinal);

    /// <param name="levels">The meter of this server's levels; those of another server in the same process are none of ours.</param>
    public MetricBook(Meter levels)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            var series = instrument.Meter == HaggleMeter.Instance || instrument.Meter == levels ? new Series(instrument, instrument.Name)
                : instrument.Meter.Name == "Npgsql" && OfTheDriver.TryGetValue(instrument.Name, out var name) ? new Series(instrument, name, DriversLabels)
                : null;
            if (series is null)
                return;
            if (instrument.Meter.Name != HaggleMeter.Name && !instrument.IsObservable)
                series.Add(0, []); // ours say nought by themselves
            lock (gate)
                all[series.Name] = series;
            listening.EnableMeasurementEvents(instrument, series);
        };
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, series) => ((Series)series!).Add(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, series) => ((Series)series!).Add(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, series) => ((Series)series!).Add(value, tags));
        listener.Start();
    }

    /// <summary>Everything as it is now.</summary>
    public string Write()
    {
        lock (gate)
        {
            foreach (var series in all.Values)
                series.Forget();
            listener.RecordObservableInstruments();
            return PrometheusText.Write(all.Values);
        }
    }

    public void Dispose() => listener.Dispose();
}
