using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Trade;

namespace Haggle.Storage.Relational;

/// <summary>Chats of one buyer and one seller, and names, as both engines keep them.</summary>
internal sealed class Pairs(Database database) : IPairs
{
    // Two rows for each pair. Roles are numbers of Codes: 4 seller, 5 buyer.
    private const string Halves = $"""
        SELECT c.id, n.name, c.created_at_us, c.last_seq, my.role, {TraderRows.Columns}, {PersonRows.Columns}
        FROM chats c LEFT JOIN chat_names n ON n.chat_id = c.id AND n.shown
        JOIN members my ON my.chat_id = c.id AND my.role IN (4, 5)
        JOIN people p ON p.id = my.person_id
        LEFT JOIN traders t ON t.person_id = my.person_id
        WHERE c.deleted_at_us IS NULL AND
        """;

    private const string ByName = $"{Halves} c.id = (SELECT x.chat_id FROM chat_names x WHERE x.name = @name)";

    private const string ByChats = $"{Halves} c.id = ANY(@chats)";

    private const string GiveName = "INSERT INTO chat_names (chat_id, shown, name) VALUES (@chat, TRUE, @name) ON CONFLICT DO NOTHING";

    // Along the index of shown names, which has one for each chat, and no further than a list goes back.
    internal const string NewestChats = """
        SELECT n.chat_id FROM (SELECT chat_id FROM chat_names WHERE shown ORDER BY chat_id DESC LIMIT @most) n
        WHERE (SELECT c.deleted_at_us IS NULL FROM chats c WHERE c.id = n.chat_id) ORDER BY n.chat_id DESC LIMIT @limit OFFSET @offset
        """;

    internal const string CountChats = "SELECT count(*) FROM (SELECT 1 FROM chat_names WHERE shown LIMIT @most) counted";

    // Along the index of ids, and no further than a list goes back: however many chats are none of a list's, so many rows are read and not more.
    // Scalar sub-queries, because those can only be one look-up for each row, where a join may be planned over whole tables.
    private const string Newest = "(SELECT * FROM messages ORDER BY id DESC LIMIT @most) m WHERE m.deleted_at_us IS NULL AND m.sender_id IS NOT NULL";

    private const string InNamedChat = """
        (SELECT n.shown FROM chat_names n WHERE n.chat_id = m.chat_id AND n.shown) AND (SELECT c.deleted_at_us IS NULL FROM chats c WHERE c.id = m.chat_id)
        """;

    internal const string NewestMessages = $"SELECT m.chat_id, {MessageRows.Bare} FROM {Newest} AND {InNamedChat} ORDER BY m.id DESC LIMIT @limit OFFSET @offset";

    internal const string CountMessages = $"SELECT sum(m.said) FROM (SELECT m.chat_id, count(*) AS said FROM {Newest} GROUP BY m.chat_id) m WHERE {InNamedChat}";

    private const string MessageByName = """
        SELECT m.id, m.chat_id, m.sender_id, m.content FROM messages m WHERE m.named AND m.client_message_id = @name AND m.sender_id IS NOT NULL
        """;

    public async ValueTask<Pair?> FindAsync(string name, CancellationToken cancellation)
        => Join(await database.ReadAsync(session => session.Query(ByName).With("name", name).AllAsync(Read), cancellation)).FirstOrDefault() is { } pair
            ? pair with { Name = name }
            : null;

    public async ValueTask<IReadOnlyList<Pair>> FindManyAsync(IReadOnlyCollection<ChatId> chats, Func<string> makeName, CancellationToken cancellation)
    {
        if (chats.Count == 0)
            return [];
        var halves = await database.ReadAsync(session => FindManyAsync(session, chats), cancellation);
        var nameless = halves.Where(half => half.Name is null).Select(half => half.Chat).ToHashSet();
        if (nameless.Count > 0)
            halves = await database.WriteAsync(
                async session =>
                {
                    foreach (var chat in nameless)
                        await session.Query(GiveName).With("chat", chat.Value).With("name", makeName()).ExecuteAsync();
                    return await FindManyAsync(session, chats);
                },
                cancellation);
        return Join(halves);
    }

    public async ValueTask<Numbered<Pair>> ListAsync(int offset, int limit, CancellationToken cancellation)
        => await database.SnapshotAsync(
            async session =>
            {
                var chats = await session.Query(NewestChats).With("most", IPairs.MostListed).With("limit", limit).With("offset", offset)
                    .AllAsync(row => new ChatId(row.Long()));
                var total = await session.Query(CountChats).With("most", IPairs.MostListed).NumberAsync() ?? 0;
                return new Numbered<Pair>([.. Join(await FindManyAsync(session, chats)).OrderByDescending(pair => pair.ChatId.Value)], total);
            },
            cancellation);

    public ValueTask<Numbered<Message>> MessagesAsync(int offset, int limit, CancellationToken cancellation)
        => database.SnapshotAsync(
            async session =>
            {
                var messages = await session.Query(NewestMessages).With("most", IPairs.MostListed).With("limit", limit).With("offset", offset).AllAsync(ReadSaid);
                return new Numbered<Message>(messages, await session.Query(CountMessages).With("most", IPairs.MostListed).NumberAsync() ?? 0);
            },
            cancellation);

    public ValueTask<NamedMessage?> FindMessageAsync(string name, CancellationToken cancellation)
        => database.ReadAsync(
            session => session.Query(MessageByName).With("name", name)
                .FirstAsync(row => new NamedMessage(new MessageId(row.Long()), new ChatId(row.Long()), new PersonId(row.Long()), row.Text())),
            cancellation);

    private static async ValueTask<List<Half>> FindManyAsync(Session session, IReadOnlyCollection<ChatId> chats)
        => await session.Query(ByChats).With("chats", [.. chats.Select(chat => chat.Value)]).AllAsync(Read);

    private static Message ReadSaid(Row row)
    {
        var chat = new ChatId(row.Long());
        return MessageRows.ReadBare(row.Short(), row, chat).Message;
    }

    private static Half Read(Row row) => new(
        new ChatId(row.Long()), row.TextOrNull(), row.Instant(), row.Long(), Codes.ToMemberRole(row.Short()), TraderRows.ReadTrader(row));

    /// <summary>A chat with two of one side is no pair.</summary>
    private static List<Pair> Join(IEnumerable<Half> halves)
    {
        var pairs = new List<Pair>();
        foreach (var chat in halves.GroupBy(half => half.Chat))
            if (chat.OrderByDescending(half => half.Role == MemberRole.Buyer).ToList() is [{ Role: MemberRole.Buyer, Name: { } name } buyer, { Role: MemberRole.Seller } seller])
                pairs.Add(new Pair(chat.Key, name, buyer.CreatedAt, buyer.LastSeq, buyer.Trader, seller.Trader));
        return pairs;
    }

    private sealed record Half(ChatId Chat, string? Name, DateTimeOffset CreatedAt, long LastSeq, MemberRole Role, Trader Trader);
}
