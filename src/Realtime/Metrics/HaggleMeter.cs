using System.Diagnostics.Metrics;

namespace Haggle.Realtime.Metrics;

/// <summary>The meter of all our instruments. docs/observing.md says of each what it counts and what to do when it moves.</summary>
/// <remarks>An instrument that nobody listens to costs a comparison. Labels are words of ours, never what somebody sent: their number is bounded.</remarks>
public static class HaggleMeter
{
    public const string Name = "haggle";

    public static readonly Meter Instance = new(Name);

    /// <summary>From half a millisecond to ten seconds.</summary>
    private static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private static readonly InstrumentAdvice<double> Numbers = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] };

    public static Counter<long> Counter(string name, string meaning) => Instance.CreateCounter<long>(name, null, meaning);

    /// <summary>A duration in seconds.</summary>
    public static Histogram<double> Duration(string name, string meaning) => Instance.CreateHistogram(name, "s", meaning, null, Seconds);

    /// <summary>How many at once, from 1 to 512.</summary>
    public static Histogram<double> Size(string name, string meaning) => Instance.CreateHistogram(name, null, meaning, null, Numbers);

    public static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
