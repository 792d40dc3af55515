using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Storage.Relational;
using Npgsql;

namespace Haggle.Storage.Tests.PostgreSql;

/// <summary>A database that goes away, stands still or takes nothing, and comes back.</summary>
public sealed class PostgresOutageTests(PostgresMarket market) : IClassFixture<PostgresMarket>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private Person olga = null!;
    private Chat chat = null!;

    // The test before may have left broken connections behind, in the pool and at each of the two writers.
    public async ValueTask InitializeAsync()
    {
        await UntilAsync(async () => (olga = await market.PersonAsync("Olga")) is not null);
        foreach (var group in new[] { await market.GroupAsync(olga), await market.GroupAsync(olga) })
            await UntilAsync(async () => (await market.SayAsync(group, olga, new Draft(group.Id, "ready?"))).Refusal is null);
        chat = await market.DirectAsync(olga, await market.PersonAsync("Ivan"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Connections_that_break_cost_no_message_and_double_none()
    {
        using var over = new CancellationTokenSource();
        var breaking = Task.Run(async () =>
        {
            for (var times = 0; times < 10; times++)
                await OnServerAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await over.CancelAsync();
        });
        var sent = 0;
        for (; !over.IsCancellationRequested || sent < 20; sent++)
            await SendUntilStoredAsync($"m{sent}");
        await breaking;
        var history = await ReadAsync();
        Assert.Equal(Enumerable.Range(0, sent).Select(number => $"m{number}"), history.Select(message => message.Content));
        Assert.Equal(Enumerable.Range(1, sent).Select(seq => (long)seq), history.Select(message => message.Seq));
    }

    [Fact]
    public async Task A_database_that_is_away_is_answered_for_at_once_and_back_by_itself()
    {
        await SendUntilStoredAsync("before");
        await OnServerAsync($"ALTER DATABASE {Name} WITH ALLOW_CONNECTIONS false", "postgres");
        await OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'", "postgres");
        try
        {
            Assert.Equal(Refusal.Busy, (await SendAsync("lost")).Refusal);
            Assert.Equal(Refusal.Busy, (await SendAsync("lost too")).Refusal);
            await Assert.ThrowsAsync<StorageUnavailableException>(async () => await market.People.FindAsync(olga.Id, None));
            await Assert.ThrowsAsync<StorageUnavailableException>(async () => await market.Chats.SyncAsync(olga.Id, new SyncRequest([], 1), Market.Now, None));
            await Assert.ThrowsAsync<StorageUnavailableException>(async () => await market.Receipts.MoveAsync(chat.Id, olga.Id, 1, null, Market.Now, None));
            var health = await LookAsync();
            Assert.Equal((false, false), (health.IsReachable, health.IsWell));
            Assert.NotNull(health.Problem);
            Assert.DoesNotContain("haggle:haggle", health.Problem, StringComparison.Ordinal);
        }
        finally
        {
            await OnServerAsync($"ALTER DATABASE {Name} WITH ALLOW_CONNECTIONS true", "postgres");
        }

        await SendUntilStoredAsync("after");
        Assert.Equal(["before", "after"], (await ReadAsync()).Select(message => message.Content));
        Assert.True((await LookAsync()).IsWell);
    }

    [Fact]
    public async Task What_waits_behind_a_batch_that_fails_with_the_database_is_refused_too()
    {
        await using var holder = await market.Database.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await ExecuteAsync(holder, $"SELECT 1 FROM chats WHERE id = {chat.Id} FOR UPDATE");
        var underWay = SendAsync("under way");
        await UntilAsync(async () => await CountAsync(holder, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") > 0);
        var waiting = SendAsync("waiting");
        await OnServerAsync($"ALTER DATABASE {Name} WITH ALLOW_CONNECTIONS false", "postgres");
        // All but the holder: were its lock let go first, the batch might be through before its own end.
        await OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}' AND pid <> {holder.ProcessID}", "postgres");
        try
        {
            Assert.Equal((Refusal.Busy, Refusal.Busy), ((await underWay).Refusal, (await waiting).Refusal));
        }
        finally
        {
            await OnServerAsync($"ALTER DATABASE {Name} WITH ALLOW_CONNECTIONS true", "postgres");
        }

        await transaction.RollbackAsync();
        await SendUntilStoredAsync("after");
        Assert.Equal("after", Assert.Single(await ReadAsync()).Content);
    }

    [Fact]
    public async Task A_database_that_takes_no_changes_can_still_be_read()
    {
        await SendUntilStoredAsync("before");
        await OnServerAsync($"ALTER DATABASE {Name} SET default_transaction_read_only = on", "postgres");
        await OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'", "postgres");
        try
        {
            Assert.Equal(Refusal.Busy, (await SendAsync("no")).Refusal);
            await UntilAsync(async () => await market.People.FindAsync(olga.Id, None) is not null);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => market.PersonAsync("Nobody"));
            var health = await LookAsync();
            Assert.Equal((true, false), (health.IsReachable, health.IsWritable));
        }
        finally
        {
            await OnServerAsync($"ALTER DATABASE {Name} RESET default_transaction_read_only", "postgres");
            await OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'", "postgres");
        }

        await SendUntilStoredAsync("after");
        Assert.Equal(["before", "after"], (await ReadAsync()).Select(message => message.Content));
    }

    [Fact]
    public async Task One_chat_that_somebody_else_holds_does_not_hold_the_others()
    {
        var other = await market.GroupAsync(olga);
        await using var holder = await market.Database.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await ExecuteAsync(holder, $"SELECT 1 FROM chats WHERE id = {chat.Id} FOR UPDATE");
        var held = SendAsync("held");
        var free = market.SayAsync(other, olga, new Draft(other.Id, "free"));
        Assert.Null((await free).Refusal);
        Assert.Equal(Refusal.Busy, (await held).Refusal);
        await transaction.RollbackAsync();
        Assert.Null((await SendAsync("held")).Refusal);
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task Two_who_lock_crosswise_both_get_through()
    {
        var database = market.Get<Database>();
        var (first, second) = (await market.GroupAsync(olga), await market.GroupAsync(olga));
        using var bothHaveOne = new CountdownEvent(2);
        async ValueTask<int> LockAsync(Storage.Relational.Session session, Chat one, Chat then)
        {
            const string raise = "UPDATE chats SET revision = revision + 1 WHERE id = @id";
            await session.Query(raise).With("id", one.Id.Value).ExecuteAsync();
            if (!bothHaveOne.IsSet)
                bothHaveOne.Signal();
            await Task.Run(() => bothHaveOne.Wait(TimeSpan.FromSeconds(30)));
            return await session.Query(raise).With("id", then.Id.Value).ExecuteAsync();
        }

        await Task.WhenAll(
            Task.Run(async () => await database.WriteAsync(session => LockAsync(session, first, second), None)),
            Task.Run(async () => await database.WriteAsync(session => LockAsync(session, second, first), None)));
        Assert.Equal((3, 3), ((await market.LookAsync(first, olga)).Chat.Revision, (await market.LookAsync(second, olga)).Chat.Revision));
    }

    [Fact]
    public async Task A_text_with_a_null_in_it_fails_alone()
    {
        var pending = new[] { "before", "nu\0ll", "after" }.Select(SendAsync).ToList();
        Assert.Null((await pending[0]).Refusal);
        await Assert.ThrowsAnyAsync<Exception>(() => pending[1]);
        Assert.Null((await pending[2]).Refusal);
        Assert.Equal(["before", "after"], (await ReadAsync()).Select(message => message.Content));
    }

    private string Name => new NpgsqlConnectionStringBuilder(market.Database.ConnectionString).Database!;

    private Task<Result<Appended>> SendAsync(string text)
        => market.SayAsync(chat, olga, new Draft(chat.Id, text) { ClientMessageId = $"{chat.Id}:{text}" });

    // As a client does it: again with the same id, until it is answered.
    private Task SendUntilStoredAsync(string text) => UntilAsync(async () =>
    {
        var answer = await SendAsync(text);
        Assert.True(answer.Refusal is null || answer.Refusal == Refusal.Busy, answer.Refusal?.ToString());
        return answer.Refusal is null;
    });

    private async Task<IReadOnlyList<Message>> ReadAsync()
    {
        IReadOnlyList<Message> history = [];
        await UntilAsync(async () =>
        {
            history = await market.HistoryAsync(chat, olga);
            return true;
        });
        return history;
    }

    private static async Task UntilAsync(Func<Task<bool>> succeeds)
    {
        for (var times = 0; times < 2000; times++)
        {
            try
            {
                if (await succeeds())
                    return;
            }
            catch (StorageUnavailableException)
            {
                // a connection of the pool that has not noticed yet
            }

            await Task.Delay(10);
        }

        Assert.Fail("It has not come back.");
    }

    // Several looks: a connection of the pool may not have noticed yet that it is back.
    private async Task<StorageHealth> LookAsync()
    {
        for (var looks = 1; ; looks++)
        {
            using var check = new StorageHealthCheck(market.Get<Database>(), market.Migrations, TimeProvider.System);
            var health = await check.CheckAsync(None);
            if (health.IsReachable || looks == 5)
                return health;
        }
    }

    private async Task OnServerAsync(string sql, string? database = null)
    {
        var there = new NpgsqlConnectionStringBuilder(market.Database.ConnectionString) { Pooling = false };
        if (database is not null)
            there.Database = database;
        await using var connection = new NpgsqlConnection(there.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
