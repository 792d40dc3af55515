using System.Runtime.InteropServices;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace Haggle.Bench.Floor;

/// <summary>The one writer. Whatever arrives while a commit is under way shares the next one; there is no timer.</summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int QueueLimit = 16384, BatchLimit = 1024;
    private const string Schema = """
        create table if not exists floor_messages (
            chat_id bigint not null, seq bigint not null, author_id bigint not null, cid text not null, body text not null,
            created_at timestamptz not null, primary key (chat_id, seq))
        """;
    private const string Append = """
        insert into floor_messages (chat_id, seq, author_id, cid, body, created_at)
        select *, $6 from unnest($1, $2, $3, $4, $5)
        """;
    private readonly Channel<Sent> queue = Channel.CreateBounded<Sent>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });
    private readonly List<Sent> batch = [];
    private readonly NpgsqlParameter<List<long>> chats = new() { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<List<long>> seqs = new() { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<List<long>> authors = new() { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<List<string>> clientIds = new() { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    private readonly NpgsqlParameter<List<string>> bodies = new() { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    private readonly NpgsqlParameter<DateTime> at = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly Dictionary<long, long> lastSeqs = [];
    private readonly NpgsqlCommand insert;
    private readonly Rooms rooms;

    private Writer(NpgsqlConnection connection, Rooms rooms)
    {
        this.rooms = rooms;
        insert = new(Append, connection) { Parameters = { chats, seqs, authors, clientIds, bodies, at } };
    }

    public static async Task<Writer> OpenAsync(NpgsqlDataSource database, Rooms rooms)
    {
        var connection = await database.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand(Schema, connection))
            await create.ExecuteNonQueryAsync();
        var writer = new Writer(connection, rooms);
        await using (var positions = new NpgsqlCommand("select chat_id, max(seq) from floor_messages group by chat_id", connection))
        await using (var rows = await positions.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                writer.lastSeqs[rows.GetInt64(0)] = rows.GetInt64(1);
        await writer.insert.PrepareAsync();
        return writer;
    }

    public ValueTask AppendAsync(in Sent sent) => queue.Writer.WriteAsync(sent);

    public async Task RunAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchLimit && queue.Reader.TryRead(out var sent))
                Add(sent);
            at.TypedValue = DateTime.UtcNow;
            await insert.ExecuteNonQueryAsync();
            for (var i = 0; i < batch.Count; i++)
                rooms.Broadcast(batch[i].Chat, Frames.Write(batch[i], seqs.TypedValue![i], at.TypedValue));
            Clear();
        }
    }

    public ValueTask DisposeAsync() => insert.DisposeAsync();

    private void Add(in Sent sent)
    {
        batch.Add(sent);
        chats.TypedValue!.Add(sent.Chat);
        seqs.TypedValue!.Add(++CollectionsMarshal.GetValueRefOrAddDefault(lastSeqs, sent.Chat, out _));
        authors.TypedValue!.Add(sent.Author);
        clientIds.TypedValue!.Add(sent.ClientId);
        bodies.TypedValue!.Add(sent.Text);
    }

    private void Clear()
    {
        batch.Clear();
        chats.TypedValue!.Clear();
        seqs.TypedValue!.Clear();
        authors.TypedValue!.Clear();
        clientIds.TypedValue!.Clear();
        bodies.TypedValue!.Clear();
    }
}
