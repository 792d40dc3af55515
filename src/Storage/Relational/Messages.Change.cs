using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class Messages
{
    private const string ChatOf = "SELECT chat_id FROM messages WHERE id = @id LIMIT 1";

    private const string LockChat = $"SELECT {ChatRows.Columns} FROM chats c WHERE c.id = @chat AND c.deleted_at_us IS NULL FOR UPDATE";

    private const string Membership = $"SELECT {MemberRows.Columns} FROM members my WHERE my.chat_id = @chat AND my.person_id = @person";

    private const string CountPins = "SELECT count(*) FROM messages WHERE chat_id = @chat AND pinned_at_us IS NOT NULL";

    private const string OneOfChat = $"SELECT {MessageRows.Columns} FROM messages m {MessageRows.Quote} WHERE m.chat_id = @chat AND m.id = @id";

    public ValueTask<Result<MessageChanged>> ChangeAsync(MessageId id, PersonId actor, MessageRule rule, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(session => ChangeAsync(session, id, actor, rule, now), cancellation);

    private static async ValueTask<Result<MessageChanged>> ChangeAsync(Session session, MessageId id, PersonId actor, MessageRule rule, DateTimeOffset now)
    {
        // A message never changes its chat, so this may be read before the lock.
        if (await session.Query(ChatOf).With("id", id.Value).NumberAsync() is not { } chatId
            || await session.Query(LockChat).With("chat", chatId).FirstAsync(ChatRows.Read) is not { } chat)
            return Refusal.NotFound("message");
        var my = await session.Query(Membership).With("chat", chatId).With("person", actor.Value).FirstAsync(MemberRows.Read);
        var message = await ReadAsync(session, chat.Id, id);
        var pins = (int)(await session.Query(CountPins).With("chat", chatId).NumberAsync())!.Value;
        if (!rule(new MessageDesk(chat, my, message, pins)).TryGet(out var change, out var refusal))
            return refusal;
        if (!await new MessagePen(session, chat, message, actor, now).StoreAsync(change))
            return new MessageChanged(message, null);
        var changed = await ReadAsync(session, chat.Id, id);
        return new MessageChanged(changed, EventOf(change, changed, actor));
    }

    private static async ValueTask<Message> ReadAsync(Session session, ChatId chat, MessageId id)
    {
        var row = await session.Query(OneOfChat).With("chat", chat.Value).With("id", id.Value).FirstValueAsync(MessageRows.Read);
        return await row!.Value.WithReactionsAsync(session);
    }

    private static ChatEvent? EventOf(MessageChange change, Message message, PersonId actor) => change switch
    {
        MessageChange.Edited or MessageChange.PayloadReplaced => new MessageUpdated(message),
        MessageChange.Deleted => new MessageDeleted(message),
        MessageChange.Reacted reacted => new ReactionAdded(message, actor, reacted.Emoji, CountOf(message, reacted.Emoji)),
        MessageChange.Unreacted unreacted => new ReactionRemoved(message, actor, unreacted.Emoji, CountOf(message, unreacted.Emoji)),
        MessageChange.Pinned => new MessagePinned(message, actor),
        MessageChange.Unpinned => new MessageUnpinned(message, actor),
        _ => null,
    };

    private static int CountOf(Message message, string emoji)
        => message.Reactions.FirstOrDefault(reaction => reaction.Emoji == emoji)?.People.Count ?? 0;
}
