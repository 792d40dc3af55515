using Haggle.Core.People;

namespace Haggle.Core.Messages;

internal static class MessageAnnouncing
{
    /// <summary>Changes a message by a rule and tells the members, if anything they can see has changed.</summary>
    public static async ValueTask<Result<MessageChanged>> ChangeAsync(
        this IMessages messages, IDelivery delivery, MessageId id, PersonId caller, MessageRule rule, DateTimeOffset now, CancellationToken cancellation)
    {
        using var announcer = delivery.Begin();
        var result = await messages.ChangeAsync(id, caller, rule, now, cancellation);
        if (result.TryGet(out var changed, out _) && changed.Event is { } happened)
            announcer.Announce(happened);
        return result;
    }
}
