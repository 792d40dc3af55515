using Haggle.Testing;
using Npgsql;

namespace Haggle.Faults;

/// <summary>Two servers start at the same moment on one empty database.</summary>
public sealed class TwoServersTests
{
    [Fact]
    public async Task Servers_that_start_together_apply_each_migration_once()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        var settings = new Dictionary<string, string> { ["DATABASE_URL"] = database.Url };
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ServerProcess.StartAsync(settings)));
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*), count(DISTINCT number), min(number), max(number) FROM schema_history", connection);
        await using (var row = await command.ExecuteReaderAsync())
        {
            Assert.True(await row.ReadAsync());
            Assert.Equal(row.GetInt64(0), row.GetInt64(1));
            Assert.Equal((1, row.GetInt64(0)), (row.GetInt32(2), row.GetInt32(3)));
        }

        foreach (var server in servers)
        {
            using (var api = new NativeApi(server.Address))
                Assert.Equal("Anna", (await api.GuestAsync("Anna")).DisplayName);
            await server.DisposeAsync();
        }
    }
}
