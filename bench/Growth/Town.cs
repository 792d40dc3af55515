using System.Net.Http.Json;
using System.Text.Json;
using Haggle.Bench.Load;
using Haggle.Bench.Load.Measure;
using Haggle.Bench.Load.Targets;
using Npgsql;

namespace Haggle.Bench.Growth;

/// <summary>A server on a database that is filled behind its back: so many chats of two with 50 messages each, 20 chats for each person.</summary>
internal sealed class Town : IAsyncDisposable
{
    /// <summary>Messages in each chat.</summary>
    public const int Length = 50;

    public const int ChatsPerPerson = 20;
    private const int Readers = 40;

    private readonly Server server;
    private readonly Postgres.FreshDatabase database;
    private readonly string folder;

    private Town(Server server, Postgres.FreshDatabase database, int postmaster, string folder, IReadOnlyList<Reader> people)
    {
        (this.server, this.database, this.folder, People) = (server, database, folder, people);
        Meter = new(server.Pid, postmaster);
    }

    /// <summary>People whose tokens we have.</summary>
    public IReadOnlyList<Reader> People { get; }

    public CpuMeter Meter { get; }

    public HttpClient Http => server.Http;

    public static async Task<Town> BuildAsync(Postgres postgres, int chats, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("haggle-growth-").FullName;
        var database = await postgres.CreateAsync(cancellation);
        var server = await Server.StartAsync(Programs.Haggle("native"), database.Address, folder, cancellation);
        var people = new Reader[Readers];
        for (var i = 0; i < people.Length; i++)
        {
            var guest = await (await server.Http.PostAsJsonAsync("/api/v1/auth/guest", new { display_name = $"Reader {i}" }, cancellation)).Content.ReadFromJsonAsync<JsonElement>(cancellation);
            people[i] = new Reader(guest.GetProperty("user").GetProperty("id").GetInt64(), guest.GetProperty("access_token").GetString()!);
        }
        var town = new Town(server, database, await postgres.PostmasterAsync(cancellation), folder, people);
        await Console.Error.WriteLineAsync($"filling {chats:N0} chats");
        await town.FillAsync($"""
            INSERT INTO people (id, kind, external_id, display_name, name_key, tag, role, presence_visibility, created_at_us)
            SELECT n, 2, 'filled-' || n, 'Person ' || n, 'person ' || n, 'person' || n, 1, 1, {Start} FROM generate_series(100, {chats / 10}) n;
            INSERT INTO chats (id, kind, status, title, title_key, send_by, unique_key, last_seq, revision, created_at_us, active_at_us)
            SELECT n, 1, 1, '', '', 1, 'filled-' || n, {Length}, {Length + 1}, {Start}, {Start} + n * 1000 FROM generate_series(1, {chats}) n;
            INSERT INTO members (chat_id, person_id, role, notify, joined_at_us, last_read_seq)
            SELECT n, {PersonOf("n")}, 6, 1, {Start}, {Length - 2} FROM generate_series(1, {chats}) n
            UNION ALL SELECT n, {PersonOf("n + 1 + n / " + chats / 10)}, 6, 1, {Start}, {Length - 2} FROM generate_series(1, {chats}) n;
            INSERT INTO messages (chat_id, seq, revision, sender_id, sent_at_us, type, content)
            SELECT n, s, s + 1, {PersonOf("n")}, {Start} + s * 1000000, 1, repeat('слово ', 17) FROM generate_series(1, {chats}) n, generate_series(1, {Length}) s;
            SELECT setval(pg_get_serial_sequence('chats', 'id'), {chats});
            SELECT setval('person_ids', {Math.Max(chats / 10, 100)});
            """);
        return town;

        // One in ten is a person; those with tokens are among them.
        string PersonOf(string n) => $"(CASE WHEN ({n}) % {chats / 10} < {Readers} THEN {people[0].Id} + ({n}) % {chats / 10} ELSE 100 + ({n}) % ({chats / 10} - 100) END)";
    }

    private static long Start => 1_700_000_000_000_000;

    /// <summary>Runs statements, and lets the planner know what there is now.</summary>
    public async Task FillAsync(string statements)
    {
        await using var source = NpgsqlDataSource.Create(Connection());
        await using var filling = source.CreateCommand(statements);
        filling.CommandTimeout = 0;
        await filling.ExecuteNonQueryAsync();
        await using var vacuum = source.CreateCommand("VACUUM ANALYZE");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync();
    }

    public async Task<List<long>> NumbersAsync(string query)
    {
        await using var source = NpgsqlDataSource.Create(Connection());
        await using var command = source.CreateCommand(query);
        await using var rows = await command.ExecuteReaderAsync();
        var numbers = new List<long>();
        while (await rows.ReadAsync())
            numbers.Add(rows.GetInt64(0));
        return numbers;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, true);
    }

    private string Connection()
    {
        var url = new Uri(database.Address);
        var login = url.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = url.Host, Port = url.Port, Username = Uri.UnescapeDataString(login[0]), Password = login.Length > 1 ? Uri.UnescapeDataString(login[1]) : null,
            Database = url.AbsolutePath.TrimStart('/'), Pooling = false,
        }.ConnectionString;
    }
}

internal sealed record Reader(long Id, string Token);
