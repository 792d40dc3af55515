using System.Diagnostics.Metrics;
using Haggle.Realtime.Metrics;

namespace Haggle.Integrations.Redis;

/// <summary>What became of the letters between nodes.</summary>
internal static class LetterMetrics
{
    private static readonly Counter<long> Letters = HaggleMeter.Counter("haggle_letters_total", "Letters between nodes, by what became of them: sent, dropped, received, unread.");

    private static readonly KeyValuePair<string, object?> SentLabel = Of("sent"), DroppedLabel = Of("dropped"), ReceivedLabel = Of("received"), UnreadLabel = Of("unread");

    public static void Prime()
    {
        foreach (var outcome in (KeyValuePair<string, object?>[])[SentLabel, DroppedLabel, ReceivedLabel, UnreadLabel])
            Letters.Add(0, outcome);
    }

    public static void Sent() => Letters.Add(1, SentLabel);

    public static void Dropped() => Letters.Add(1, DroppedLabel);

    public static void Received() => Letters.Add(1, ReceivedLabel);

    public static void Unread() => Letters.Add(1, UnreadLabel);

    private static KeyValuePair<string, object?> Of(string outcome) => HaggleMeter.Label("outcome", outcome);
}
