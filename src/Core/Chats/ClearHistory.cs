using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Hides everything said so far from the caller alone; the chat comes back with the next message.</summary>
public sealed class ClearHistory(IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, ChatId chat, CancellationToken cancellation)
    {
        var now = clock.Now();
        if (await chats.ConfigureAsync(chat, caller.Id, (row, my) => Cleared(row, my, now), cancellation) is null)
            return ChatRights.NoSuchChat;
        delivery.Tell(caller.Id, new HistoryCleared(chat));
        delivery.Tell(caller.Id, new UnreadChanged(chat, 0, await chats.UnreadAsync(caller.Id, now, cancellation)));
        return default(Done);
    }

    /// <summary>The read pointer stays: others would take its move for reading.</summary>
    internal static Member Cleared(Chat chat, Member my, DateTimeOffset now)
        => my with { HiddenSeq = chat.LastSeq, Settings = my.Settings with { HiddenAt = now, MarkedUnread = false } };
}
