using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Receipts;

namespace Haggle.Storage.Relational;

internal sealed partial class Chats
{
    private const string UnreadByChat = $"""
        SELECT coalesce(my.muted_until_us > @now, FALSE), my.marked_unread, count(m.seq), count(CASE WHEN m.mentions LIKE @mention THEN 1 END)
        FROM members my JOIN chats c ON c.id = my.chat_id LEFT JOIN messages m ON {UnreadMessages}
        WHERE my.person_id = @viewer AND (c.last_seq > my.last_read_seq OR my.marked_unread) AND NOT {IsArchived}
        GROUP BY my.chat_id, my.muted_until_us, my.marked_unread
        """;

    public ValueTask<UnreadTotals> UnreadAsync(PersonId viewer, DateTimeOffset now, CancellationToken cancellation)
        => database.ReadAsync(session => UnreadAsync(session, viewer, now), cancellation);

    internal static async ValueTask<UnreadTotals> UnreadAsync(Session session, PersonId viewer, DateTimeOffset now)
    {
        var chats = await session.Query(UnreadByChat).With("viewer", viewer.Value).With("now", now).With("mention", MentionOf(viewer))
            .AllAsync(row => (Muted: row.Bool(), Marked: row.Bool(), Messages: Capped(row.Long()), Mentions: Capped(row.Long())));
        var unread = chats.Where(chat => chat.Marked || chat.Messages > 0).ToLookup(chat => chat.Muted);
        return new UnreadTotals(
            unread[false].Count(),
            unread[false].Sum(chat => chat.Messages),
            unread[false].Sum(chat => chat.Mentions),
            unread[true].Count(),
            unread[true].Sum(chat => chat.Messages));
    }
}
