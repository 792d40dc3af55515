using Haggle.Bench.Load.Crowds;

namespace Haggle.Bench.Load.Measure;

/// <summary>What a step measured, by name, in the order in which a table shows it.</summary>
internal sealed class Figures : Dictionary<string, double>
{
    public const string
        Messages = "messages/s", Deliveries = "deliveries/s", Pages = "pages/s", Oldest = "oldest pages/s",
        DeliveryP50 = "delivery p50 ms", DeliveryP95 = "delivery p95 ms", DeliveryP99 = "delivery p99 ms",
        AckP50 = "ack p50 ms", AckP95 = "ack p95 ms", AckP99 = "ack p99 ms",
        PageP50 = "page p50 ms", PageP95 = "page p95 ms", PageP99 = "page p99 ms", PageBytes = "bytes/page",
        ServerCpu = "server CPU ms/1,000", DatabaseCpu = "database CPU ms/1,000", Cpu = "CPU ms/1,000",
        Lost = "lost", Duplicates = "duplicates", OutOfOrder = "out of order", Refused = "refused", Closed = "closed",
        Generator = "generator % of cores", Elsewhere = "elsewhere % of cores", Lag = "generator lag p99 ms",
        Resident = "server MiB", BytesPerSocket = "KiB/socket", PlainPerSocket = "KiB/socket, whole process", Sockets = "sockets";

    /// <summary>Counts of trouble: of several runs the worst counts, not the middle one.</summary>
    public static bool IsTrouble(string name) => name is Lost or Duplicates or OutOfOrder or Refused or Closed;

    /// <summary>CPU per 1,000 of <paramref name="perSecond"/>, both over their own windows, which differ by the time of a reading.</summary>
    public Figures AddCpu(CpuUse use, double perSecond)
    {
        var thousands = use.Seconds * perSecond / 1000;
        this[ServerCpu] = use.Server * 1000 / thousands;
        this[DatabaseCpu] = use.Database * 1000 / thousands;
        this[Cpu] = this[ServerCpu] + this[DatabaseCpu];
        this[Generator] = use.GeneratorShare * 100;
        this[Elsewhere] = use.ElsewhereShare * 100;
        return this;
    }

    public Figures AddDelivery(Tally tally)
    {
        this[DeliveryP50] = tally.Delivery.PercentileMs(50);
        this[DeliveryP95] = tally.Delivery.PercentileMs(95);
        this[DeliveryP99] = tally.Delivery.PercentileMs(99);
        this[AckP50] = tally.Acknowledgement.PercentileMs(50);
        this[AckP95] = tally.Acknowledgement.PercentileMs(95);
        this[AckP99] = tally.Acknowledgement.PercentileMs(99);
        return this;
    }

    public Figures AddTrouble(Crowd crowd)
    {
        this[Lost] = crowd.Lost;
        this[Duplicates] = crowd.Tally.Duplicates;
        this[OutOfOrder] = crowd.Tally.OutOfOrder;
        this[Refused] = crowd.Tally.Refused;
        this[Closed] = crowd.Tally.Closed;
        return this;
    }
}
