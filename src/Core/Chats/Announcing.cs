namespace Haggle.Core.Chats;

internal static class Announcing
{
    /// <summary>In their order, which is the order of revisions.</summary>
    public static void AnnounceAll(this IDelivery delivery, IEnumerable<ChatEvent> events)
    {
        foreach (var happened in events)
            delivery.Announce(happened);
    }
}
