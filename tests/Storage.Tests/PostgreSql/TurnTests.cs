using Haggle.Core.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Haggle.Storage.Tests.PostgreSql;

/// <summary>The turn to send, among processes that share a database.</summary>
public sealed class TurnTests(PostgresMarket market) : IClassFixture<PostgresMarket>
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private IOutbox Here => market.Get<IOutbox>();

    [Fact]
    public async Task Of_two_processes_one_has_the_turn_and_then_the_other()
    {
        await using var node = market.AnotherNode();
        var there = node.GetRequiredService<IOutbox>();
        var ours = await Here.TakeTurnAsync(Long, None);
        Assert.NotNull(ours);
        Assert.Null(await there.TakeTurnAsync(Long, None));
        await ours.DisposeAsync();
        var theirs = await there.TakeTurnAsync(Long, None);
        Assert.NotNull(theirs);
        Assert.Null(await Here.TakeTurnAsync(Long, None));
        await theirs.DisposeAsync();
    }

    [Fact]
    public async Task The_turn_of_a_process_that_loses_its_connection_is_free_and_ends_without_harm()
    {
        await using var node = market.AnotherNode();
        var ours = await Here.TakeTurnAsync(Long, None);
        Assert.NotNull(ours);
        await using (var database = await market.Database.OpenAsync())
        await using (var end = new NpgsqlCommand(
            """
            SELECT pg_terminate_backend(l.pid, 10000) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND d.datname = current_database()
            """, database))
            Assert.Equal(true, await end.ExecuteScalarAsync());
        await using var theirs = await node.GetRequiredService<IOutbox>().TakeTurnAsync(Long, None);
        Assert.NotNull(theirs);
        await ours.DisposeAsync();
        Assert.Null(await Here.TakeTurnAsync(Long, None));
    }
}
