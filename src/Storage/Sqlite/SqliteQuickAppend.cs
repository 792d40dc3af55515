using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Storage.Relational;

namespace Haggle.Storage.Sqlite;

/// <summary>Appends for people who were found free to speak: a posting is in if the chat's rights still stand and nobody has used its client id.</summary>
internal sealed class SqliteQuickAppend(SqliteSession session) : IDisposable
{
    private readonly SqliteStatement insert = session.Prepare("""
        INSERT INTO messages (id, chat_id, seq, revision, sender_id, sent_at_us, type, content, payload, client_message_id, mentions, named)
        SELECT ?1, c.id, c.last_seq + 1, c.revision + 1, ?4, max(?5, c.active_at_us + 1), ?6, ?7, ?8, ?9, ?10, ?11 FROM chats c WHERE c.id = ?2 AND c.rights = ?3
        ON CONFLICT DO NOTHING
        RETURNING seq, revision, sent_at_us
        """);

    private readonly SqliteStatement advance = session.Prepare("""
        UPDATE chats SET last_seq = ?2, revision = ?3, active_at_us = max(active_at_us, ?4) WHERE id = ?1
        """);

    /// <param name="posting">Neither a reply nor forwarded.</param>
    /// <returns>Null when it has to be judged; nothing was stored then.</returns>
    public Message? TryAppend(Posting posting, long rights)
    {
        var (chat, draft, now) = (posting.Draft.ChatId.Value, posting.Draft, posting.SentAt.ToUnixMicroseconds());
        var id = session.DrawMessageIdAsync().Through();
        insert.Bind(1, id).Bind(2, chat).Bind(3, rights).Bind(4, posting.Author?.Value).Bind(5, now).Bind(6, Codes.Of(draft.Type))
            .Bind(7, draft.Content).Bind(8, draft.Payload).Bind(9, draft.ClientMessageId).Bind(10, MessageRows.MentionsText(draft.Mentions))
            .Bind(11, draft.IsNamed ? 1L : 0L);
        if (!insert.Step())
            return null;
        var (seq, revision, sentAt) = (insert.Long(0), insert.Long(1), insert.Long(2));
        insert.Step();
        advance.Bind(1, chat).Bind(2, seq).Bind(3, revision).Bind(4, sentAt).Step();
        return posting.ToMessage(new MessageId(id), seq, revision, Clock.FromUnixMicroseconds(sentAt), quote: null);
    }

    public void Dispose()
    {
        insert.Dispose();
        advance.Dispose();
    }
}
