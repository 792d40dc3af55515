using Haggle.Testing;
using Npgsql;

namespace Haggle.Faults;

/// <summary>What the fault tests stand on: a PostgreSQL that dies like one and keeps like one, and a client that hears everything.</summary>
public sealed class GroundTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_PostgreSQL_comes_back_with_all_that_it_had_committed()
    {
        await using var postgres = await LocalPostgres.StartAsync(Cancellation);
        await using (var connection = await postgres.OpenAsync(Cancellation))
            await ExecuteAsync(connection, "CREATE TABLE words (number bigint PRIMARY KEY)");

        var committed = new Received<long>(1_000_000);
        var writers = Enumerable.Range(0, 4).Select(writer => WriteUntilItDiesAsync(postgres, writer, committed)).ToList();
        await committed.FirstAsync(_ => true, "the hundredth commit", from: 99, Cancellation);
        await postgres.KillAsync(Cancellation);
        await Task.WhenAll(writers);
        await postgres.RestartAsync(Cancellation);

        await using var after = await postgres.OpenAsync(Cancellation);
        Assert.Equal(committed.Count, await CountAsync(after, "SELECT count(*) FROM words WHERE number = ANY (@numbers)", [.. committed.All]));
    }

    [Fact]
    public async Task A_killed_PostgreSQL_takes_no_connection_until_it_is_restarted()
    {
        await using var postgres = await LocalPostgres.StartAsync(Cancellation);
        await postgres.KillAsync(Cancellation);
        await Assert.ThrowsAsync<NpgsqlException>(() => postgres.OpenAsync(Cancellation));
        await postgres.RestartAsync(Cancellation);
        await using var connection = await postgres.OpenAsync(Cancellation);
    }

    [Fact]
    public async Task A_private_PostgreSQL_has_its_default_durability()
    {
        await using var postgres = await LocalPostgres.StartAsync(Cancellation);
        await using var connection = await postgres.OpenAsync(Cancellation);
        var changed = "SELECT count(*) FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting <> boot_val";
        Assert.Equal(0, await CountAsync(connection, changed));
    }

    [Fact]
    public async Task A_test_databases_end_does_not_wait_for_those_who_are_still_connected()
    {
        await using var lasting = await PostgresDatabase.CreateAsync(Cancellation);
        await using var observer = await lasting.OpenAsync(Cancellation);
        NpgsqlConnection forgotten;
        string name;
        await using (var database = await PostgresDatabase.CreateAsync(Cancellation))
        {
            forgotten = await database.OpenAsync(Cancellation);
            name = forgotten.Database;
            Assert.Equal(1, await CountAsync(observer, $"SELECT count(*) FROM pg_database WHERE datname = '{name}'"));
        }

        Assert.Equal(0, await CountAsync(observer, $"SELECT count(*) FROM pg_database WHERE datname = '{name}'"));
        await forgotten.DisposeAsync();
    }

    [Fact]
    public async Task A_client_hears_its_own_words_and_the_others()
    {
        await using var server = await ServerProcess.StartAsync(cancellation: Cancellation);
        using var api = new NativeApi(server.Address);
        var olga = await api.RegisterAsync("Olga", Cancellation);
        var ivan = await api.GuestAsync("Ivan", Cancellation);
        var chat = await api.OpenDirectAsync(olga, ivan, Cancellation);
        await using var buyer = await NativeSocket.ConnectAsync(server.Address, olga.AccessToken, Cancellation);
        await using var seller = await NativeSocket.ConnectAsync(server.Address, ivan.AccessToken, Cancellation);
        await buyer.StartSessionAsync(cancellation: Cancellation);
        await seller.StartSessionAsync([], Cancellation);

        var sent = NativeMessage.From(await buyer.CommandAsync("message.send", new { chat_id = chat, content = "Is it still for sale?" }, Cancellation));
        foreach (var socket in new[] { buyer, seller })
        {
            var heard = await socket.EventAsync("message.created", cancellation: Cancellation);
            Assert.Equal((sent.Id, "Is it still for sale?"), (heard.Data.GetProperty("id").GetInt64(), heard.Data.GetProperty("content").GetString()));
        }

        Assert.Equal("not_found", (await seller.TryCommandAsync("message.send", new { chat_id = chat + 1, content = "?" }, Cancellation)).Code);
        await seller.CloseAsync(Cancellation);
        server.Kill();
        Assert.Null(await buyer.ClosedAsync(Cancellation));
    }

    [Fact]
    public async Task A_socket_with_a_bad_token_is_closed_with_1008()
    {
        await using var server = await ServerProcess.StartAsync(cancellation: Cancellation);
        await using var stranger = await NativeSocket.ConnectAsync(server.Address, "nonsense", Cancellation);
        Assert.Equal(1008, await stranger.ClosedAsync(Cancellation));
    }

    private static async Task WriteUntilItDiesAsync(LocalPostgres postgres, int writer, Received<long> committed)
    {
        try
        {
            await using var connection = await postgres.OpenAsync(Cancellation);
            for (var number = (long)writer; ; number += 4)
            {
                await ExecuteAsync(connection, $"INSERT INTO words VALUES ({number})");
                committed.Add(number);
            }
        }
        catch (NpgsqlException)
        {
            // it died, as it should, perhaps before this writer's first word
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql, long[]? numbers = null)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (numbers is not null)
            command.Parameters.AddWithValue("numbers", numbers);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
