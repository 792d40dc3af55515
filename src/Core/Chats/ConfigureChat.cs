using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Changes the caller's own settings of a chat; the own other devices hear of it, nobody else does.</summary>
public sealed class ConfigureChat(IChats chats, IDelivery delivery, ChatLimits limits, TimeProvider clock)
{
    /// <param name="expected">The chat's revision that the caller looked at; null when the caller does not care.</param>
    /// <returns>The chat and the settings afterwards; <see cref="RefusalKind.Invalid"/> with the field; <see cref="RefusalKind.NotFound"/> <c>chat</c>; <see cref="RefusalKind.Stale"/>.</returns>
    public async ValueTask<Result<MyChat>> RunAsync(Person caller, ChatId chat, SettingsEdit edit, long? expected, CancellationToken cancellation)
    {
        if (!edit.Check(limits).TryGet(out var checkedEdit, out var refusal))
            return refusal;
        var isStale = false;
        var configured = await chats.ConfigureAsync(
            chat, caller.Id, (row, my) => (isStale = expected is { } revision && revision != row.Revision) ? my : checkedEdit.Apply(row, my), cancellation);
        if (configured is not var (row, my))
            return ChatRights.NoSuchChat;
        if (isStale)
            return Refusal.Stale;
        delivery.Tell(caller.Id, new SettingsChanged(row, my));
        return new MyChat(row, my, clock.Now());
    }
}

/// <param name="At">When it was so; whether a chat is muted or archived depends on the time.</param>
public sealed record MyChat(Chat Chat, Member My, DateTimeOffset At);
