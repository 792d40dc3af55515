namespace Haggle.Core.Messages;

internal static class MessageAnnouncing
{
    /// <summary>Tells the members what was stored, if anything they can see has changed.</summary>
    public static Result<MessageChanged> AnnouncedBy(this Result<MessageChanged> result, IDelivery delivery)
    {
        if (result.TryGet(out var changed, out _) && changed.Event is { } happened)
            delivery.Announce(happened);
        return result;
    }
}
