using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class Chats
{
    private const string SeatInChat = $"""
        SELECT {ChatRows.Columns}, {MemberRows.Columns}
        FROM chats c LEFT JOIN members my ON my.chat_id = c.id AND my.person_id = @viewer
        WHERE c.id = @chat AND c.deleted_at_us IS NULL
        """;

    private static readonly string Wanting = $"""
        SELECT {ChatRows.Columns} FROM chats c WHERE c.support = {Codes.Of(SupportState.Wanted)} AND c.deleted_at_us IS NULL ORDER BY c.id LIMIT @limit
        """;

    private const string MembersPage = $"""
        SELECT {MemberRows.Columns}, {PersonRows.Columns} FROM members my JOIN people p ON p.id = my.person_id
        WHERE my.chat_id = @chat AND (my.joined_at_us, my.person_id) > (@joined, @person)
        ORDER BY my.joined_at_us, my.person_id LIMIT @limit
        """;

    private const string OneMember = $"SELECT {MemberRows.Columns} FROM members my WHERE my.chat_id = @chat AND my.person_id = @person";

    private const string IdByUniqueKey = "SELECT id FROM chats WHERE unique_key = @unique";

    private const string OfListing = "SELECT id FROM chats WHERE listing_id = @listing AND deleted_at_us IS NULL ORDER BY id";

    private static readonly string OfBuyer = $"""
        SELECT c.id FROM members my JOIN chats c ON c.id = my.chat_id
        WHERE my.person_id = @buyer AND my.role = {Codes.Of(MemberRole.Buyer)} AND c.listing_id = @listing AND c.kind = {Codes.Of(ChatKind.Listing)}
        ORDER BY c.id LIMIT 1
        """;

    private static readonly string Shared = $"""
        SELECT c.id FROM members one JOIN members other ON other.chat_id = one.chat_id JOIN chats c ON c.id = one.chat_id
        WHERE one.person_id = @one AND other.person_id = @other AND c.kind IN ({Codes.Of(ChatKind.Direct)}, {Codes.Of(ChatKind.Listing)})
        ORDER BY c.id
        """;

    private static readonly string OfTransaction = $"""
        SELECT c.id FROM chats c
        WHERE c.transaction_id = @transaction AND c.kind = {Codes.Of(ChatKind.Completion)} AND c.deleted_at_us IS NULL
          AND EXISTS (SELECT 1 FROM members m WHERE m.chat_id = c.id AND m.person_id = @buyer)
          AND EXISTS (SELECT 1 FROM members m WHERE m.chat_id = c.id AND m.person_id = @seller)
        ORDER BY CASE WHEN c.unique_key IS NULL THEN 1 ELSE 0 END, c.id LIMIT 1
        """;

    public async ValueTask<ChatId?> FindCompletionAsync(long transaction, PersonId buyer, PersonId seller, CancellationToken cancellation)
        => await database.ReadAsync(
            session => session.Query(OfTransaction).With("transaction", transaction).With("buyer", buyer.Value).With("seller", seller.Value).NumberAsync(), cancellation) is { } id
            ? new ChatId(id)
            : null;

    public ValueTask<ChatView?> FindAsync(ChatId chat, PersonId viewer, DateTimeOffset now, CancellationToken cancellation)
        => database.SnapshotAsync(
            async session =>
            {
                var seat = await session.Query(SeatInChat).With("chat", chat.Value).With("viewer", viewer.Value).FirstValueAsync(ReadSeat);
                return seat is { } found ? (await ViewsAsync(session, viewer, [found]))[0] : null;
            },
            cancellation);

    public async ValueTask<IReadOnlyList<ChatView>> WantingSupportAsync(int limit, CancellationToken cancellation)
        => await database.SnapshotAsync(
            async session => await ViewsAsync(
                session, Person.System, await session.Query(Wanting).With("limit", limit).AllAsync(row => new Seat(ChatRows.Read(row), null))),
            cancellation);

    public async ValueTask<ChatId?> FindByKeyAsync(string uniqueKey, CancellationToken cancellation)
        => await database.ReadAsync(session => session.Query(IdByUniqueKey).With("unique", uniqueKey).NumberAsync(), cancellation) is { } id
            ? new ChatId(id)
            : null;

    public async ValueTask<Page<Participant>> MembersAsync(ChatId chat, PageRequest page, CancellationToken cancellation)
    {
        var from = Paged.Numbers(page.From, 2) ?? [long.MinValue, 0];
        var members = await database.ReadAsync(
            session => session.Query(MembersPage).With("chat", chat.Value).With("joined", from[0]).With("person", from[1]).With("limit", page.Limit + 1)
                .AllAsync(ReadParticipant),
            cancellation);
        return Paged.Of(members, page.Limit, one => Paged.Mark(one.Member.JoinedAt.ToUnixMicroseconds(), one.Person.Id.Value));
    }

    public ValueTask<Member?> MemberAsync(ChatId chat, PersonId person, CancellationToken cancellation)
        => database.ReadAsync(
            session => session.Query(OneMember).With("chat", chat.Value).With("person", person.Value).FirstAsync(MemberRows.Read), cancellation);

    public async ValueTask<IReadOnlyList<ChatId>> OfListingAsync(string listingId, CancellationToken cancellation)
        => await database.ReadAsync(
            session => session.Query(OfListing).With("listing", listingId).AllAsync(row => new ChatId(row.Long())), cancellation);

    public ValueTask<ChatId?> FindOfBuyerAsync(string listingId, PersonId buyer, CancellationToken cancellation)
        => database.ReadAsync(session => FindOfBuyerAsync(session, listingId, buyer), cancellation);

    private static async ValueTask<ChatId?> FindOfBuyerAsync(Session session, string listingId, PersonId buyer)
        => await session.Query(OfBuyer).With("buyer", buyer.Value).With("listing", listingId).NumberAsync() is { } id ? new ChatId(id) : null;

    public async ValueTask<IReadOnlyList<ChatId>> SharedAsync(PersonId one, PersonId other, CancellationToken cancellation)
        => await database.ReadAsync(
            session => session.Query(Shared).With("one", one.Value).With("other", other.Value).AllAsync(row => new ChatId(row.Long())), cancellation);

    private static Seat ReadSeat(Row row)
    {
        var chat = ChatRows.Read(row);
        return new Seat(chat, row.Skipped(1) ? null : MemberRows.Read(row));
    }
}
