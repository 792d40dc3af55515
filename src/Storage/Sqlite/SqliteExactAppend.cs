using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Storage.Relational;

namespace Haggle.Storage.Sqlite;

/// <summary>Judges a posting before it stores it: the same checks in the same order as PostgreSQL's statement.</summary>
internal static class SqliteExactAppend
{
    // All that the checks need of the chat, the author and who blocked whom, in one look. The numbers are those of Codes: 1 direct, 3 listing.
    private const string Look = """
        SELECT c.status, c.send_by, c.slow_mode_s, c.last_seq, c.revision, c.rights, c.active_at_us, my.role,
            c.kind IN (1, 3) AND EXISTS (
                SELECT 1 FROM members o JOIN blocks b ON b.blocker_id = o.person_id AND b.blocked_id = @author
                WHERE o.chat_id = c.id AND o.person_id <> @author)
        FROM chats c LEFT JOIN members my ON my.chat_id = c.id AND my.person_id = @author
        WHERE c.id = @chat AND c.deleted_at_us IS NULL
        """;

    private const string Repeated = $"""
        SELECT {MessageRows.Columns} FROM messages m {MessageRows.Quote}
        WHERE m.chat_id = @chat AND m.client_message_id = @client AND coalesce(m.sender_id, 0) = coalesce(@author, 0)
        """;

    private const string Named = "SELECT 1 FROM messages WHERE named AND client_message_id = @name";

    private const string Quoted = "SELECT id, seq, sender_id, type, substr(content, 1, 200) FROM messages WHERE id = @id AND chat_id = @chat";

    // In slow mode nobody says much, so a member's last message is among the last few of the chat.
    private const string LastSaid = """
        SELECT max(sent_at_us) FROM (SELECT sender_id, sent_at_us FROM messages WHERE chat_id = @chat ORDER BY seq DESC LIMIT 1000) WHERE sender_id = @author
        """;

    private const string Insert = """
        INSERT INTO messages (id, chat_id, seq, revision, sender_id, sent_at_us, reply_to_seq, forwarded_chat_id, forwarded_author_id, forwarded_at_us,
            type, content, payload, client_message_id, named, mentions)
        VALUES (@id, @chat, @seq, @revision, @author, @now, @reply, @from_chat, @from_author, @from_at, @type, @content, @payload, @client, @named, @mentions)
        """;

    private const string Count = "UPDATE chats SET last_seq = @seq, revision = @revision, active_at_us = max(active_at_us, @now) WHERE id = @chat";

    /// <param name="found">Learns who may go on without being judged again.</param>
    public static Result<Appended> Run(SqliteSession session, Posting posting, SpeakingRights found)
    {
        var chat = posting.Draft.ChatId.Value;
        if (session.Query(Look).With("chat", chat).With("author", posting.Author?.Value).FirstValueAsync(ReadHead).Through() is not { } head
            || posting.Author is not null && head.Role is null)
            return AppendOutcome.NoChat.ToRefusal(default);
        if (FindRepeated(session, posting) is { } stored)
            return new Appended(stored, IsNew: false);
        if (posting.Draft.IsNamed && session.Query(Named).With("name", posting.Draft.ClientMessageId).AnyAsync().Through())
            return AppendOutcome.Taken.ToRefusal(default);
        if (posting.Author is not null && Check(head) is { } no)
            return no.ToRefusal(default);
        Quote? quote = null;
        if (posting.Draft.ReplyTo is { } replyTo)
        {
            quote = session.Query(Quoted).With("id", replyTo.Value).With("chat", chat).FirstAsync(row => MessageRows.ReadQuote(row)!).Through();
            if (quote is null)
                return AppendOutcome.NoReply.ToRefusal(default);
        }

        if (posting.Author is { } author && head.SlowModeSeconds > 0 && WaitOf(session, posting, author, head) is { } wait)
            return AppendOutcome.TooFast.ToRefusal(wait);
        if (head.SlowModeSeconds == 0)
            found.Learn(posting, head.Rights);
        return new Appended(Store(session, posting, head, quote), IsNew: true);
    }

    private static Message? FindRepeated(SqliteSession session, Posting posting)
    {
        if (posting.Draft.ClientMessageId is not { } client)
            return null;
        var row = session.Query(Repeated)
            .With("chat", posting.Draft.ChatId.Value).With("client", client).With("author", posting.Author?.Value).FirstValueAsync(MessageRows.Read).Through();
        return row is { } found ? found.WithReactionsAsync(session).Through() : null;
    }

    private static AppendOutcome? Check(ChatHead head) => head switch
    {
        { Status: not (ChatStatus.Active or ChatStatus.Disputed) } => AppendOutcome.Closed,
        { Role: MemberRole.Reader } => AppendOutcome.ReadOnly,
        { SendBy: SendBy.Admins, Role: not (MemberRole.Owner or MemberRole.Admin) } => AppendOutcome.ReadOnly,
        { IsBlocked: true } => AppendOutcome.Blocked,
        _ => null,
    };

    private static TimeSpan? WaitOf(SqliteSession session, Posting posting, PersonId author, ChatHead head)
    {
        if (session.Query(LastSaid).With("chat", posting.Draft.ChatId.Value).With("author", author.Value).NumberAsync().Through() is not { } last)
            return null;
        var pause = TimeSpan.FromSeconds(head.SlowModeSeconds);
        var since = posting.SentAt - Clock.FromUnixMicroseconds(last);
        // Clocks of several nodes may differ a little: a message from just ahead of us counts as said now.
        return since.Duration() < pause ? (pause - since < pause ? pause - since : pause) : null;
    }

    private static Message Store(SqliteSession session, Posting posting, ChatHead head, Quote? quote)
    {
        var draft = posting.Draft;
        var id = session.DrawMessageIdAsync().Through();
        var (seq, revision) = (head.LastSeq + 1, head.Revision + 1);
        var sentAt = posting.SentAt > head.ActiveAt ? posting.SentAt : head.ActiveAt + TimeSpan.FromMicroseconds(1);
        session.Query(Insert)
            .With("id", id)
            .With("chat", draft.ChatId.Value)
            .With("seq", seq)
            .With("revision", revision)
            .With("author", posting.Author?.Value)
            .With("now", sentAt)
            .With("reply", quote?.Seq)
            .With("from_chat", draft.ForwardedFrom?.ChatId?.Value)
            .With("from_author", draft.ForwardedFrom?.AuthorId?.Value)
            .With("from_at", draft.ForwardedFrom?.SentAt)
            .With("type", Codes.Of(draft.Type))
            .With("content", draft.Content)
            .With("payload", draft.Payload)
            .With("client", draft.ClientMessageId)
            .With("named", draft.IsNamed)
            .With("mentions", MessageRows.MentionsText(draft.Mentions))
            .ExecuteAsync().Through();
        session.Query(Count).With("chat", draft.ChatId.Value).With("seq", seq).With("revision", revision).With("now", sentAt).ExecuteAsync().Through();
        return posting.ToMessage(new MessageId(id), seq, revision, sentAt, quote);
    }

    private static ChatHead ReadHead(Row row) => new(
        Codes.ToChatStatus(row.Short()), Codes.ToSendBy(row.Short()), row.Int(), row.Long(), row.Long(), row.Long(), row.Instant(),
        row.ShortOrNull() is { } role ? Codes.ToMemberRole(role) : null, row.Bool());

    private readonly record struct ChatHead(
        ChatStatus Status, SendBy SendBy, int SlowModeSeconds, long LastSeq, long Revision, long Rights, DateTimeOffset ActiveAt, MemberRole? Role, bool IsBlocked);
}
