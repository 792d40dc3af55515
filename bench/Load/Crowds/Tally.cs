using System.Diagnostics;
using Haggle.Bench.Load.Measure;

namespace Haggle.Bench.Load.Crowds;

/// <summary>What a crowd saw. Counts are of the measured window; troubles are of the crowd's whole life.</summary>
internal sealed class Tally
{
    private long from = long.MaxValue, to = long.MaxValue;

    public long Acknowledged { get; private set; }
    public long Delivered { get; private set; }
    public Histogram Acknowledgement { get; } = new();
    public Histogram Delivery { get; } = new();

    /// <summary>How much later than its time the generator itself sent: the part of a latency that is not the server's.</summary>
    public Histogram Lag { get; } = new();

    public long Duplicates { get; set; }
    public long OutOfOrder { get; set; }
    public long Refused { get; set; }
    public long Closed { get; set; }
    public string? FirstTrouble { get; set; }
    public double Seconds => Stopwatch.GetElapsedTime(from, to).TotalSeconds;

    public void Open(long now) => from = now;
    public void Close(long now) => to = now;

    public void OnSent(long scheduled, long now)
    {
        if (scheduled >= from && scheduled < to)
            Lag.Add(now - scheduled);
    }

    public void OnAcknowledged(long scheduled, long now)
    {
        if (now >= from && now < to)
            Acknowledged++;
        if (scheduled >= from && scheduled < to)
            Acknowledgement.Add(now - scheduled);
    }

    public void OnDelivered(long scheduled, long now)
    {
        if (now >= from && now < to)
            Delivered++;
        if (scheduled >= from && scheduled < to)
            Delivery.Add(now - scheduled);
    }
}
