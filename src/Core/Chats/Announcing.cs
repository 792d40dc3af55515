namespace Haggle.Core.Chats;

internal static class Announcing
{
    /// <summary>Changes a chat by a rule and tells its members what became of it.</summary>
    public static async ValueTask<Result<ChatChanged>> ChangeAsync(
        this IChats chats, IDelivery delivery, ChatId chat, ChatRule rule, DateTimeOffset now, CancellationToken cancellation)
    {
        using var announcer = delivery.Begin();
        var result = await chats.ChangeAsync(chat, rule, now, cancellation);
        if (result.TryGet(out var changed, out _))
            announcer.AnnounceAll(changed.Events);
        return result;
    }

    /// <summary>In their order, which is the order of revisions.</summary>
    public static void AnnounceAll(this IAnnouncer announcer, IEnumerable<ChatEvent> events)
    {
        foreach (var happened in events)
            announcer.Announce(happened);
    }
}
