using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Realtime.Nodes;

namespace Haggle.Storage.Relational;

/// <summary>What the nodes tell each other, as both engines keep it. Times are the database's: the nodes' clocks need not agree.</summary>
internal sealed class News(Database database) : INews
{
    private const string Newest = "SELECT max(id) FROM messages";

    // Ids grow with the time, so that this walks the newest end of their index.
    private const string SaidAfter = """
        SELECT m.chat_id, min(m.revision) - 1, min(m.seq) - 1, max(c.revision) FROM messages m JOIN chats c ON c.id = m.chat_id
        WHERE m.id > @after GROUP BY m.chat_id LIMIT @limit
        """;

    private const string MembersOf = "SELECT chat_id, person_id FROM members WHERE chat_id = ANY(@chats)";

    private string Tell => $"""
        INSERT INTO news (node, number, told_at_us, is_last, whereabouts, items) VALUES (@node, @number, {database.Now}, @last, @whereabouts, @items)
        ON CONFLICT (node, number) DO NOTHING
        """;

    private string Read => $"""
        SELECT node, number, is_last, whereabouts, items FROM news WHERE told_at_us > {database.Now} - @back AND node <> @reader ORDER BY told_at_us, number
        """;

    private string Forget => $"DELETE FROM news WHERE told_at_us < {database.Now} - @back";

    public async ValueTask TellAsync(NewsSheet sheet, CancellationToken cancellation)
        => await database.WriteOneAsync(
            session => session.Query(Tell)
                .With("node", sheet.Node.Value)
                .With("number", sheet.Number)
                .With("last", sheet.IsLast)
                .With("whereabouts", sheet.Whereabouts)
                .With("items", NewsItems.Write(sheet.Items))
                .ExecuteAsync(),
            cancellation);

    public ValueTask<NewsStand> ReadAsync(NodeId reader, TimeSpan back, CancellationToken cancellation)
        => database.ReadAsync(
            async session =>
            {
                var sheets = await session.Query(Read).With("reader", reader.Value).With("back", (long)back.TotalMicroseconds)
                    .AllAsync(row => new NewsSheet(new NodeId(row.Long()), row.Long(), row.Bool(), row.Long(), NewsItems.Read(row.Bytes())));
                return new NewsStand(sheets, new MessageId(await session.Query(Newest).NumberAsync() ?? 0));
            },
            cancellation);

    public ValueTask<IReadOnlyList<NewsItem>> SaidAfterAsync(MessageId after, int limit, CancellationToken cancellation)
        => database.SnapshotAsync<IReadOnlyList<NewsItem>>(
            async session =>
            {
                var said = await session.Query(SaidAfter).With("after", after.Value).With("limit", limit)
                    .AllAsync(row => new NewsItem(new ChatId(row.Long()), row.Long(), row.Long(), row.Long(), []));
                var members = (await session.Query(MembersOf).With("chats", [.. said.Select(item => item.ChatId.Value)])
                    .AllAsync(row => (Chat: new ChatId(row.Long()), Person: new PersonId(row.Long())))).ToLookup(row => row.Chat, row => row.Person);
                return [.. said.Select(item => item with { Hearers = [.. members[item.ChatId]] })];
            },
            cancellation);

    public async ValueTask ForgetAsync(TimeSpan back, CancellationToken cancellation)
        => await database.WriteOneAsync(session => session.Query(Forget).With("back", (long)back.TotalMicroseconds).ExecuteAsync(), cancellation);
}
