using System.Diagnostics.Metrics;
using Haggle.Core.Messages;

namespace Haggle.Realtime.Metrics;

/// <summary>How long messages take from their sender to the queues of those who hear them, and what had to be looked up.</summary>
public static class DeliveryMetrics
{
    private static readonly Histogram<double> Delivery = HaggleMeter.Duration(
        "haggle_delivery_seconds", "From the moment a message came to the moment it was queued for the sockets of this node; by way of an event, or read from the store.");

    private static readonly Counter<long> Mended = HaggleMeter.Counter(
        "haggle_mended_chats_total", "Chats that another node changed and of which this one learned from the database, not by letter.");

    private static readonly KeyValuePair<string, object?> ByEvent = HaggleMeter.Label("way", "event"), ByStore = HaggleMeter.Label("way", "store");

    public static void Prime() => Mended.Add(0);

    internal static void Queued(Hub hub, Message message, bool isFromStore)
    {
        if (Delivery.Enabled) // the clock costs more than the rest of it
            Delivery.Record(Math.Max(0, (hub.Now - message.SentAt).TotalSeconds), isFromStore ? ByStore : ByEvent);
    }

    internal static void ChatMended() => Mended.Add(1);
}
