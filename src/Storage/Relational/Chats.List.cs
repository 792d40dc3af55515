using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class Chats
{
    /// <summary>Whether a member <c>my</c> has a chat <c>c</c> in the archive now: as <see cref="MemberSettings.IsArchived"/> says it.</summary>
    private const string IsArchived = """
        (my.archived_seq IS NOT NULL AND (c.last_seq <= my.archived_seq OR coalesce(my.muted_until_us > @now, FALSE)))
        """;

    // The viewer's chats are found by the index of members and sorted here: no index follows a chat's activity, because every message
    // would have to move in it. "replace(x, y, '') <> x" is "x contains y" in both engines' words, with regard to case.
    private const string Listed = $"""
        FROM members my JOIN chats c ON c.id = my.chat_id
        WHERE my.person_id = @viewer
          AND (my.hidden_at_us IS NULL OR c.last_seq > my.hidden_seq)
          AND {IsArchived} = @archived
          AND (@kind IS NULL OR c.kind = @kind)
          AND (@status IS NULL OR c.status = @status)
          AND (@role IS NULL OR my.role = @role)
          AND (@listing IS NULL OR c.listing_id = @listing)
          AND (@label IS NULL OR replace(my.labels, @label, '') <> my.labels)
          AND (@text IS NULL OR replace(c.title_key, @text, '') <> c.title_key OR EXISTS (
                SELECT 1 FROM members o JOIN people p ON p.id = o.person_id
                WHERE o.chat_id = c.id AND replace(p.name_key, @text, '') <> p.name_key))
          AND (@unread IS NULL OR @unread = (my.marked_unread OR c.last_seq > my.last_read_seq AND EXISTS (
                SELECT 1 FROM messages m WHERE {UnreadMessages})))
        """;

    private const string ListPage = $"""
        SELECT {ChatRows.Columns}, {MemberRows.Columns} {Listed}
          AND (CASE WHEN my.pinned THEN 1 ELSE 0 END, c.active_at_us, c.id) < (@from_pinned, @from_active, @from_id)
        ORDER BY CASE WHEN my.pinned THEN 1 ELSE 0 END DESC, c.active_at_us DESC, c.id DESC LIMIT @limit
        """;

    private const string CountListed = $"SELECT count(*) {Listed}";

    public ValueTask<Page<ChatView>> ListAsync(PersonId viewer, ChatFilter filter, PageRequest page, DateTimeOffset now, CancellationToken cancellation)
        => database.SnapshotAsync(
            async session =>
            {
                var seats = Paged.Of(await SeatsAsync(session, viewer, filter, page, now), page.Limit, Mark);
                return new Page<ChatView>(await ViewsAsync(session, viewer, seats.Items), seats.Next);
            },
            cancellation);

    public async ValueTask<long> CountAsync(PersonId viewer, ChatFilter filter, DateTimeOffset now, CancellationToken cancellation)
        => await database.ReadAsync(session => Filtered(session.Query(CountListed), viewer, filter, now).NumberAsync(), cancellation) ?? 0;

    private static ValueTask<List<Seat>> SeatsAsync(Session session, PersonId viewer, ChatFilter filter, PageRequest page, DateTimeOffset now)
    {
        var from = Paged.Numbers(page.From, 3) ?? [2, 0, 0];
        return Filtered(session.Query(ListPage), viewer, filter, now)
            .With("from_pinned", from[0])
            .With("from_active", from[1])
            .With("from_id", from[2])
            .With("limit", page.Limit + 1)
            .AllAsync(ReadSeat);
    }

    private static Query Filtered(Query query, PersonId viewer, ChatFilter filter, DateTimeOffset now)
    {
        var text = PlainLetters.Of(filter.Text?.Trim() ?? "");
        return query
            .With("viewer", viewer.Value)
            .With("now", now)
            .With("archived", filter.Archived)
            .With("kind", filter.Kind is { } kind ? Codes.Of(kind) : (long?)null)
            .With("status", filter.Status is { } status ? Codes.Of(status) : (long?)null)
            .With("role", filter.Role is { } role ? Codes.Of(role) : (long?)null)
            .With("listing", filter.ListingId)
            .With("label", filter.Label is { } label ? MemberRows.LabelText(label) : null)
            .With("text", text.Length == 0 ? null : text)
            .With("unread", filter.Unread);
    }

    private static string Mark(Seat seat)
        => Paged.Mark(seat.My!.Settings.Pinned ? 1 : 0, seat.Chat.ActiveAt.ToUnixMicroseconds(), seat.Chat.Id.Value);
}
