using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>The chats and who is in them, as both engines keep them.</summary>
internal sealed partial class Chats(Database database) : IChats
{
    private const string InsertChat = """
        INSERT INTO chats (kind, status, title, title_key, description, listing_id, unique_key, send_by, created_by, created_at_us, active_at_us, metadata, transaction_id)
        VALUES (@kind, @status, @title, @title_key, @description, @listing, @unique, @send_by, @creator, @now, @now, @metadata, @transaction)
        ON CONFLICT (unique_key) DO NOTHING
        RETURNING id
        """;

    private const string InsertMember = """
        INSERT INTO members (chat_id, person_id, role, notify, joined_at_us, hidden_seq, last_read_seq, last_delivered_seq)
        VALUES (@chat, @person, @role, @notify, @now, @hidden, @seq, @seq)
        """;

    // Taken already: then the chat is called otherwise, when somebody first asks.
    private const string NameChat = "INSERT INTO chat_names (chat_id, shown, name) VALUES (@chat, TRUE, @name) ON CONFLICT DO NOTHING";

    private const string DrawNumber = """
        INSERT INTO buyer_numbers (seller_id, last) VALUES (@seller, 1) ON CONFLICT (seller_id) DO UPDATE SET last = buyer_numbers.last + 1 RETURNING last
        """;

    private const string NumberChat = "UPDATE chats SET buyer_number = @number WHERE id = @chat";

    private const string ByUniqueKey = $"SELECT {ChatRows.Columns} FROM chats c WHERE c.unique_key = @unique";

    private const string ById = $"SELECT {ChatRows.Columns} FROM chats c WHERE c.id = @chat AND c.deleted_at_us IS NULL";

    private const string LockPerson = "SELECT id FROM people WHERE id = @person FOR UPDATE";

    private const string LockById = ById + " FOR UPDATE";

    private const string AllParticipants = $"""
        SELECT {MemberRows.Columns}, {PersonRows.Columns} FROM members my JOIN people p ON p.id = my.person_id
        WHERE my.chat_id = @chat ORDER BY my.joined_at_us, my.person_id
        """;

    public ValueTask<Opened> OpenAsync(NewChat chat, CancellationToken cancellation)
        => database.WriteAsync(session => OpenAsync(session, chat), cancellation);

    private static async ValueTask<Opened> OpenAsync(Session session, NewChat chat)
    {
        if (chat is { OnlyOneOf: { } buyer, ListingId: { } listing })
        {
            // The buyer's row stands for the chat that is not there yet: two who would open it, each with a seller of its own, wait for each other.
            await session.Query(LockPerson).With("person", buyer.Value).NumberAsync();
            if (await FindOfBuyerAsync(session, listing, buyer) is { } known)
                return new Opened(await FindAsync(session, known), IsNew: false, await ParticipantsAsync(session, known));
        }
        while (true)
        {
            if (chat.UniqueKey is { } key && await session.Query(ByUniqueKey).With("unique", key).FirstAsync(ChatRows.Read) is { } found)
                return new Opened(found, IsNew: false, await ParticipantsAsync(session, found.Id));
            if (await InsertAsync(session, chat) is { } id)
                return new Opened(await FindAsync(session, id), IsNew: true, await ParticipantsAsync(session, id));

            // Somebody else has just made it: the insert has waited for that, and the next look finds it.
        }
    }

    private static async ValueTask<ChatId?> InsertAsync(Session session, NewChat chat)
    {
        var id = await session.Query(InsertChat)
            .With("kind", Codes.Of(chat.Kind))
            .With("status", Codes.Of(ChatStatus.Active))
            .With("title", chat.Title)
            .With("title_key", PlainLetters.Of(chat.Title))
            .With("description", chat.Description)
            .With("listing", chat.ListingId)
            .With("unique", chat.UniqueKey)
            .With("send_by", Codes.Of(SendBy.All))
            .With("creator", chat.CreatedBy.Value)
            .With("now", chat.Now)
            .With("metadata", chat.Metadata)
            .With("transaction", chat.TransactionId)
            .NumberAsync();
        if (id is not { } number)
            return null;
        foreach (var member in chat.Members)
            await AddMemberAsync(session, new ChatId(number), member.PersonId, member.Role, chat.Now, hiddenSeq: 0, readSeq: 0);
        if (chat.Name is { } name)
            await session.Query(NameChat).With("chat", number).With("name", name).ExecuteAsync();
        if (chat.NumberedFor is { } seller && await session.Query(DrawNumber).With("seller", seller.Value).NumberAsync() is { } place)
            await session.Query(NumberChat).With("chat", number).With("number", place).ExecuteAsync();
        return new ChatId(number);
    }

    private static async ValueTask AddMemberAsync(
        Session session, ChatId chat, PersonId person, MemberRole role, DateTimeOffset now, long hiddenSeq, long readSeq)
        => await session.Query(InsertMember)
            .With("chat", chat.Value)
            .With("person", person.Value)
            .With("role", Codes.Of(role))
            .With("notify", Codes.Of(Notify.All))
            .With("now", now)
            .With("hidden", hiddenSeq)
            .With("seq", readSeq)
            .ExecuteAsync();

    private static async ValueTask<Chat> FindAsync(Session session, ChatId id)
        => (await session.Query(ById).With("chat", id.Value).FirstAsync(ChatRows.Read))!;

    private static ValueTask<Chat?> LockAsync(Session session, ChatId id)
        => session.Query(LockById).With("chat", id.Value).FirstAsync(ChatRows.Read);

    private static async ValueTask<IReadOnlyList<Participant>> ParticipantsAsync(Session session, ChatId id)
        => await session.Query(AllParticipants).With("chat", id.Value).AllAsync(ReadParticipant);

    private static Participant ReadParticipant(Row row)
    {
        var member = MemberRows.Read(row);
        return new Participant(PersonRows.Read(row), member);
    }
}
