using Haggle.Core;
using Haggle.Core.Chats;

namespace Haggle.Storage.Relational;

internal sealed partial class Chats
{
    private const string AllMembers = $"SELECT {MemberRows.Columns} FROM members my WHERE my.chat_id = @chat ORDER BY my.joined_at_us, my.person_id";

    private const string UniqueKeyOfAnother = "SELECT 1 FROM chats WHERE unique_key = @unique AND id <> @chat";

    public ValueTask<Result<ChatChanged>> ChangeAsync(ChatId chat, ChatRule rule, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(session => ChangeAsync(session, chat, rule, now), cancellation);

    private static async ValueTask<Result<ChatChanged>> ChangeAsync(Session session, ChatId id, ChatRule rule, DateTimeOffset now)
    {
        if (await LockAsync(session, id) is not { } chat)
            return Refusal.NotFound("chat");
        var members = await session.Query(AllMembers).With("chat", id.Value).AllAsync(MemberRows.Read);
        if (!rule(new ChatDesk(chat, members)).TryGet(out var changes, out var refusal))
            return refusal;
        // Before anything is stored: a refusal changes nothing.
        foreach (var reshaped in changes.OfType<ChatChange.Reshaped>())
            if (reshaped.Chat.UniqueKey is { } key && await session.Query(UniqueKeyOfAnother).With("unique", key).With("chat", id.Value).AnyAsync())
                return Refusal.Conflict("chat");

        var pen = new ChatPen(session, chat, now);
        var events = new List<ChatEvent>(changes.Count);
        foreach (var change in changes)
            if (await pen.StoreAsync(change) is { } happened)
                events.Add(happened);
        return new ChatChanged(pen.Chat, events);
    }
}
