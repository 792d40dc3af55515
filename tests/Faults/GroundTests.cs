using Haggle.Testing;
using Npgsql;

namespace Haggle.Faults;

/// <summary>What the fault tests stand on: a PostgreSQL that dies like one and keeps like one.</summary>
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

    private static async Task WriteUntilItDiesAsync(LocalPostgres postgres, int writer, Received<long> committed)
    {
        await using var connection = await postgres.OpenAsync(Cancellation);
        for (var number = (long)writer; ; number += 4)
        {
            try
            {
                await ExecuteAsync(connection, $"INSERT INTO words VALUES ({number})");
            }
            catch (NpgsqlException)
            {
                return;
            }

            committed.Add(number);
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
