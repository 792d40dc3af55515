using System.Diagnostics.Metrics;

namespace Haggle.Realtime.Metrics;

/// <summary>What was refused because it came too often.</summary>
public static class LimitMetrics
{
    private static readonly Counter<long> Refusals = HaggleMeter.Counter("haggle_rate_limited_total", "What was refused because it came too often, by the limit.");

    public static void Prime()
    {
        foreach (var limit in (string[])["commands", "messages", "chats", "sign_ins", "requests"])
            Refusals.Add(0, HaggleMeter.Label("limit", limit));
    }

    public static void Refused(string limit) => Refusals.Add(1, HaggleMeter.Label("limit", limit));
}
