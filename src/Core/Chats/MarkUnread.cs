using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Puts a reminder on a chat of the caller: it counts as unread until it is read. Pointers stay.</summary>
public sealed class MarkUnread(IChats chats, IDelivery delivery)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, ChatId chat, CancellationToken cancellation)
    {
        var configured = await chats.ConfigureAsync(
            chat, caller.Id, (_, my) => my with { Settings = my.Settings with { MarkedUnread = true } }, cancellation);
        if (configured is not var (row, my))
            return ChatRights.NoSuchChat;
        delivery.Tell(caller.Id, new SettingsChanged(row, my));
        return default(Done);
    }
}
