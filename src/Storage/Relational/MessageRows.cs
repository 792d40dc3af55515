using System.Globalization;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Messages as rows <c>m</c>: whole, with the message replied to as row <c>q</c>, or bare.</summary>
internal static class MessageRows
{
    /// <summary>For many rows of one chat: without the chat and without the quote. The first column is never null.</summary>
    public const string Bare = """
        m.type, m.id, m.seq, m.revision, m.sender_id, m.content, m.client_message_id, m.named, m.sent_at_us, m.reply_to_seq, m.payload, m.mentions,
        m.forwarded_at_us, m.forwarded_chat_id, m.forwarded_author_id, m.changed, m.edited_at_us, m.deleted_at_us, m.deleted_by, m.pinned_at_us
        """;

    /// <summary>The last column tells whether there may be reactions: see <see cref="MessageRow"/>.</summary>
    public const string Columns = """
        m.id, m.chat_id, m.seq, m.revision, m.sender_id, m.type, m.content, m.payload, m.client_message_id, m.named, m.forwarded_at_us,
        m.forwarded_chat_id, m.forwarded_author_id, m.mentions, m.sent_at_us, m.edited_at_us, m.deleted_at_us, m.deleted_by, m.pinned_at_us,
        q.id, q.seq, q.sender_id, q.type, substr(q.content, 1, 200), m.changed
        """;

    public const string Quote = "LEFT JOIN messages q ON q.chat_id = m.chat_id AND q.seq = m.reply_to_seq";

    public static MessageRow Read(Row row)
    {
        var message = new Message
        {
            Id = new MessageId(row.Long()),
            ChatId = new ChatId(row.Long()),
            Seq = row.Long(),
            Revision = row.Long(),
            AuthorId = Person(row.LongOrNull()),
            Type = Codes.ToMessageType(row.Short()),
            Content = row.Text(),
            Payload = row.TextOrNull(),
            ClientMessageId = row.TextOrNull(),
            IsNamed = row.Bool(),
            ForwardedFrom = ReadForwarding(row),
            Mentions = Mentions(row.TextOrNull()),
            SentAt = row.Instant(),
            EditedAt = row.InstantOrNull(),
            DeletedAt = row.InstantOrNull(),
            DeletedBy = Person(row.LongOrNull()),
            PinnedAt = row.InstantOrNull(),
            ReplyTo = ReadQuote(row),
        };
        return new MessageRow(message, row.Bool());
    }

    /// <summary>Reads the rest of a <see cref="Bare"/> row of this chat, whose type has been read.</summary>
    public static MessageRow ReadBare(short type, Row row, ChatId chat)
    {
        var message = new Message
        {
            Id = new MessageId(row.Long()),
            ChatId = chat,
            Type = Codes.ToMessageType(type),
            Seq = row.Long(),
            Revision = row.Long(),
            AuthorId = Person(row.LongOrNull()),
            Content = row.Text(),
            ClientMessageId = row.TextOrNull(),
            IsNamed = row.Bool(),
            SentAt = row.Instant(),
        };
        var replyToSeq = row.LongOrNull();
        var (payload, mentions, origin) = (row.TextOrNull(), row.TextOrNull(), ReadForwarding(row));
        var wasChanged = row.Bool();
        if (payload is not null || mentions is not null || origin is not null)
            message = message with { Payload = payload, Mentions = Mentions(mentions), ForwardedFrom = origin };
        if (wasChanged) // no other message is edited, deleted or pinned
            message = message with { EditedAt = row.InstantOrNull(), DeletedAt = row.InstantOrNull(), DeletedBy = Person(row.LongOrNull()), PinnedAt = row.InstantOrNull() };
        return new MessageRow(message, wasChanged, replyToSeq);
    }

    public static Quote? ReadQuote(Row row)
        => row.Skipped(5)
            ? null
            : new Quote(new MessageId(row.Long()), row.Long(), Person(row.LongOrNull()), Codes.ToMessageType(row.Short()), row.Text());

    /// <summary>Mentions as they are stored: <c>,3,7,</c>, so that one of them is found by its number between commas; null when there are none.</summary>
    public static string? MentionsText(IReadOnlyList<PersonId> mentions)
        => mentions.Count == 0 ? null : $",{string.Join(',', mentions)},";

    private static IReadOnlyList<PersonId> Mentions(string? text)
        => text is null
            ? []
            : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => new PersonId(long.Parse(id, CultureInfo.InvariantCulture)))];

    private static Forwarding? ReadForwarding(Row row)
    {
        if (row.Skipped(3))
            return null;
        var sentAt = row.Instant();
        return new Forwarding(row.LongOrNull() is { } chat ? new ChatId(chat) : null, Person(row.LongOrNull()), sentAt);
    }

    private static PersonId? Person(long? id) => id is { } known ? new PersonId(known) : null;
}

/// <summary>A message as read, without its reactions.</summary>
/// <param name="WasChanged">Only such a message can have reactions.</param>
/// <param name="ReplyToSeq">Of a bare row: the message replied to, whose quote is not there yet.</param>
internal readonly record struct MessageRow(Message Message, bool WasChanged, long? ReplyToSeq = null)
{
    public bool MayHaveReactions => WasChanged && !Message.IsDeleted;
}
