using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>What has been said, as both engines keep it.</summary>
internal sealed partial class Messages(Database database) : IMessages
{
    /// <summary>Not one that the viewer has taken out of the own sight.</summary>
    internal const string NotHidden = """
        NOT EXISTS (SELECT 1 FROM hidden_messages h WHERE h.chat_id = m.chat_id AND h.person_id = @viewer AND h.seq = m.seq)
        """;

    // The index of ids is no unique one, but ids are.
    private const string ById = $"""
        SELECT {MessageRows.Columns} FROM messages m {MessageRows.Quote}
        JOIN members my ON my.chat_id = m.chat_id AND my.person_id = @viewer
        WHERE m.id = @id AND m.seq > my.hidden_seq AND {NotHidden}
        """;

    private const string EditsOf = """
        SELECT e.content, e.said_at_us FROM messages m JOIN message_edits e ON e.chat_id = m.chat_id AND e.seq = m.seq
        WHERE m.id = @id AND m.deleted_at_us IS NULL ORDER BY e.revision
        """;

    private const string ReactionsOf = """
        SELECT r.person_id, r.emoji, r.reacted_at_us FROM messages m JOIN reactions r ON r.chat_id = m.chat_id AND r.seq = m.seq
        WHERE m.id = @id ORDER BY r.revision, r.person_id
        """;

    private const string PinsOf = $"""
        SELECT {MessageRows.Columns} FROM messages m {MessageRows.Quote}
        JOIN members my ON my.chat_id = m.chat_id AND my.person_id = @viewer
        WHERE m.chat_id = @chat AND m.pinned_at_us IS NOT NULL AND m.seq > my.hidden_seq AND {NotHidden}
        ORDER BY m.pinned_at_us DESC, m.seq DESC
        """;

    public ValueTask<Message?> FindAsync(MessageId id, PersonId viewer, CancellationToken cancellation)
        => database.ReadAsync(
            async session =>
            {
                var row = await session.Query(ById).With("id", id.Value).With("viewer", viewer.Value).FirstValueAsync(MessageRows.Read);
                return row is { } found ? await found.WithReactionsAsync(session) : null;
            },
            cancellation);

    public async ValueTask<IReadOnlyList<Edit>> EditsAsync(MessageId id, CancellationToken cancellation)
        => await database.ReadAsync(
            session => session.Query(EditsOf).With("id", id.Value).AllAsync(row => new Edit(row.Text(), row.Instant())), cancellation);

    public async ValueTask<IReadOnlyList<Reaction>> ReactionsAsync(MessageId id, CancellationToken cancellation)
        => await database.ReadAsync(
            session => session.Query(ReactionsOf).With("id", id.Value).AllAsync(row => new Reaction(new PersonId(row.Long()), row.Text(), row.Instant())), cancellation);

    public async ValueTask<IReadOnlyList<Message>> PinsAsync(ChatId chat, PersonId viewer, CancellationToken cancellation)
        => await database.ReadAsync(
            async session => await (await session.Query(PinsOf).With("chat", chat.Value).With("viewer", viewer.Value).AllAsync(MessageRows.Read)).WithReactionsAsync(session),
            cancellation);
}
