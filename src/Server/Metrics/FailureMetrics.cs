using System.Diagnostics.Metrics;
using Haggle.Realtime.Metrics;

namespace Haggle.Server.Metrics;

/// <summary>Requests that were answered with our failure.</summary>
internal static class FailureMetrics
{
    private static readonly Counter<long> Failures = HaggleMeter.Counter("haggle_request_failures_total", "Requests that no caller made fail: the store was away (503), or a mistake of ours (500).");

    public static void Prime()
    {
        Failures.Add(0, HaggleMeter.Label("kind", "store_away"));
        Failures.Add(0, HaggleMeter.Label("kind", "mistake"));
    }

    public static void StoreAway() => Failures.Add(1, HaggleMeter.Label("kind", "store_away"));

    public static void Mistake() => Failures.Add(1, HaggleMeter.Label("kind", "mistake"));
}
