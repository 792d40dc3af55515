using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class Chats
{
    // The members come with the revision in one statement, so that they are what it describes. Blocks have no revision.
    private const string AudienceParts = """
        SELECT c.revision, c.last_seq, c.kind, my.person_id FROM chats c LEFT JOIN members my ON my.chat_id = c.id
        WHERE c.id = @chat AND c.deleted_at_us IS NULL ORDER BY my.person_id;

        SELECT b.blocker_id, b.blocked_id FROM members one JOIN blocks b ON b.blocker_id = one.person_id
        JOIN members other ON other.chat_id = one.chat_id AND other.person_id = b.blocked_id
        WHERE one.chat_id = @chat
        """;

    // Two halves, each along an index: what is new, by seq; what has changed since it was said, by revision.
    private const string MissedIn = $"""
        SELECT * FROM (
            SELECT {MessageRows.Columns} FROM messages m {MessageRows.Quote}
            WHERE m.chat_id = @chat AND m.seq > @seq AND (NOT m.changed OR m.revision <= @revision) ORDER BY m.seq LIMIT @limit) new_ones
        UNION ALL
        SELECT * FROM (
            SELECT {MessageRows.Columns} FROM messages m {MessageRows.Quote}
            WHERE m.chat_id = @chat AND m.changed AND m.revision > @revision ORDER BY m.revision LIMIT @limit) changed_ones
        """;

    public long Doubts => database.Doubts;

    public ValueTask<Audience?> AudienceAsync(ChatId chat, CancellationToken cancellation)
        => database.ReadAsync(
            async session =>
            {
                await using var results = await session.Query(AudienceParts).With("chat", chat.Value).OpenAsync();
                var members = await results.AllAsync(row => (Revision: row.Long(), LastSeq: row.Long(), Kind: Codes.ToChatKind(row.Short()), Person: row.LongOrNull()));
                var silenced = await results.AllAsync(row => (new PersonId(row.Long()), new PersonId(row.Long())));
                return members.Count == 0
                    ? null
                    : new Audience(chat, members[0].Revision, members[0].LastSeq, members[0].Kind, [.. members.Select(one => one.Person).OfType<long>().Select(id => new PersonId(id))], silenced);
            },
            cancellation);

    public async ValueTask<IReadOnlyList<Message>> MissedAsync(ChatId chat, long afterSeq, long afterRevision, int limit, CancellationToken cancellation)
        => await database.SnapshotAsync(
            async session =>
            {
                var rows = await session.Query(MissedIn).With("chat", chat.Value).With("seq", afterSeq).With("revision", afterRevision).With("limit", limit)
                    .AllAsync(MessageRows.Read);
                rows.Sort((one, other) => one.Message.Revision.CompareTo(other.Message.Revision));
                if (rows.Count > limit)
                    rows.RemoveRange(limit, rows.Count - limit);
                return await rows.WithReactionsAsync(session);
            },
            cancellation);
}
