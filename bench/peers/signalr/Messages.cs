using Npgsql;

namespace Haggle.Bench.SignalR;

internal sealed record Message(long Id, long ChatId, long AuthorId, string ClientId, string Text, DateTime CreatedAt);

/// <summary>One durable statement a message; pages by offset.</summary>
internal sealed class Messages(NpgsqlDataSource database)
{
    private const string Schema = """
        create table if not exists signalr_messages (
            id bigint generated always as identity primary key, chat_id bigint not null, author_id bigint not null,
            client_id text not null, text text not null, created_at timestamptz not null);
        create index if not exists signalr_messages_chat on signalr_messages (chat_id, id)
        """;
    private const string Add = """
        insert into signalr_messages (chat_id, author_id, client_id, text, created_at)
        values ($1, $2, $3, $4, $5) returning id
        """;
    private const string Page = """
        select id, chat_id, author_id, client_id, text, created_at from signalr_messages
        where chat_id = $1 order by id desc limit $2 offset $3
        """;

    public static async Task CreateTableAsync(NpgsqlDataSource database)
    {
        await using var create = database.CreateCommand(Schema);
        await create.ExecuteNonQueryAsync();
    }

    public async Task<Message> AddAsync(long chat, long author, string clientId, string text)
    {
        var now = DateTime.UtcNow;
        await using var insert = database.CreateCommand(Add);
        insert.Parameters.Add(new() { Value = chat });
        insert.Parameters.Add(new() { Value = author });
        insert.Parameters.Add(new() { Value = clientId });
        insert.Parameters.Add(new() { Value = text });
        insert.Parameters.Add(new() { Value = now });
        var id = (long)(await insert.ExecuteScalarAsync())!;
        return new(id, chat, author, clientId, text, now);
    }

    public async Task<List<Message>> PageAsync(long chat, int offset, int limit)
    {
        await using var query = database.CreateCommand(Page);
        query.Parameters.Add(new() { Value = chat });
        query.Parameters.Add(new() { Value = limit });
        query.Parameters.Add(new() { Value = offset });
        await using var rows = await query.ExecuteReaderAsync();
        var page = new List<Message>(limit);
        while (await rows.ReadAsync())
            page.Add(new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetString(3), rows.GetString(4), rows.GetDateTime(5)));
        return page;
    }
}
