using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Changes what a group is called, says of itself, and how it is talked in.</summary>
public sealed class EditChat(IChats chats, IDelivery delivery, ChatLimits limits, TimeProvider clock)
{
    /// <param name="expected">The revision that the caller looked at; null when the caller does not care.</param>
    /// <returns>
    /// The chat afterwards; <see cref="RefusalKind.Invalid"/> with the field; <see cref="RefusalKind.NotFound"/> <c>chat</c>;
    /// <see cref="RefusalKind.Forbidden"/> for who does not lead the group; <see cref="RefusalKind.Stale"/>.
    /// </returns>
    public async ValueTask<Result<ChatView>> RunAsync(Person caller, ChatId chat, ChatEdit edit, long? expected, CancellationToken cancellation)
    {
        if (!edit.Check(limits).TryGet(out var checkedEdit, out var refusal))
            return refusal;
        var now = clock.Now();
        if (!(await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller.Id, checkedEdit, expected), now, cancellation)).TryGet(out _, out refusal))
            return refusal;
        return await chats.FindAsync(chat, caller.Id, now, cancellation) is { } view ? view : ChatRights.NoSuchChat;
    }

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, PersonId caller, ChatEdit edit, long? expected)
    {
        if (!desk.Require(caller, Permission.Edit).TryGet(out _, out var refusal))
            return refusal;
        if (expected is { } revision && revision != desk.Chat.Revision)
            return Refusal.Stale;
        var edited = desk.Chat with
        {
            Title = edit.Title.Or(desk.Chat.Title)!,
            Description = edit.Description.Or(desk.Chat.Description),
            SlowModeSeconds = edit.SlowModeSeconds.Or(desk.Chat.SlowModeSeconds),
            HistoryForNewMembers = edit.HistoryForNewMembers.Or(desk.Chat.HistoryForNewMembers),
            SendBy = edit.SendBy.Or(desk.Chat.SendBy),
        };
        return edited == desk.Chat ? ChatRights.Decide() : ChatRights.Decide(new ChatChange.Reshaped(edited));
    }
}
