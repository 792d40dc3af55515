using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Trade;
using Haggle.Storage.Migrations;
using Haggle.Storage.Relational;

namespace Haggle.Storage.Tests.Promises;

/// <summary>In an order of their own: each test takes the schema from where it is to where it needs it, and puts it back.</summary>
public abstract class MigrationPromises(Market market)
{
    private const int NamesInTheirRows = 8;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_schema_goes_down_to_nothing_and_comes_up_again()
    {
        Assert.Empty(await market.Migrations.UpAsync(None));
        await market.PersonAsync("Olga");
        var down = await market.Migrations.DownAsync(int.MaxValue, None);
        Assert.Equal(down.Select(migration => migration.Number).OrderDescending(), down.Select(migration => migration.Number));
        Assert.All(await market.Migrations.StatusAsync(None), migration => Assert.Equal((MigrationState.Waiting, null), (migration.State, migration.AppliedAt)));
        Assert.False((await LookAsync()).IsCurrent);
        Assert.Empty(await market.Migrations.DownAsync(1, None));
        var up = await market.Migrations.UpAsync(None);
        Assert.Equal(down.Reverse().Select(migration => migration.Name), up.Select(migration => migration.Name));
        Assert.All(await market.Migrations.StatusAsync(None), migration => Assert.True(migration is { State: MigrationState.Applied, AppliedAt: not null }));
        Assert.Equal(2, (await market.PersonAsync("Olga")).Id.Value);
    }

    [Fact]
    public async Task Messages_keep_their_names_on_the_way_to_an_older_schema_and_back()
    {
        await market.Migrations.UpAsync(None);
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = await market.DirectAsync(olga, ivan);
        var message = Market.Value(await market.SayAsync(chat, olga, new Draft(chat.Id, "said") { ClientMessageId = "kept", IsNamed = true })).Message;
        var steps = (await market.Migrations.StatusAsync(None)).Count(migration => migration.Number >= NamesInTheirRows);
        await market.Migrations.DownAsync(steps, None);
        await market.Migrations.UpAsync(None);
        Assert.Equal(message.Id, (await market.Get<IPairs>().FindMessageAsync("kept", None))!.Id);
    }

    [Fact]
    public async Task Each_script_runs_once_when_several_nodes_start_at_once()
    {
        var scripts = Scripts(("first", "CREATE TABLE race_one (id bigint)"), ("second", "CREATE TABLE race_two (id bigint); INSERT INTO race_two VALUES (1)"));
        await using var other = market.AnotherNode();
        var runners = new[] { market.Get<Database>(), (Database)other.GetService(typeof(Database))! }
            .SelectMany(database => new[] { new MigrationRunner(database, scripts, TimeProvider.System), new MigrationRunner(database, scripts, TimeProvider.System) });
        await WithoutHistoryAsync(async () =>
        {
            var applied = await Task.WhenAll(runners.Select(runner => Task.Run(() => runner.UpAsync(None))));
            Assert.Equal([901, 902], applied.SelectMany(some => some).Select(migration => migration.Number).Order());
            await runners.First().DownAsync(2, None);
        });
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_and_those_before_it_stay()
    {
        var runner = Runner(Scripts(("good", "CREATE TABLE half_good (id bigint)"), ("bad", "CREATE TABLE half_bad (id bigint); CREATE TABLE half_bad (id bigint)")));
        await WithoutHistoryAsync(async () =>
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => runner.UpAsync(None));
            Assert.Equal([MigrationState.Applied, MigrationState.Waiting], (await runner.StatusAsync(None)).Select(migration => migration.State));
            // Had the first half of the bad one stayed, this would fail.
            var mended = Runner(Scripts(("good", "CREATE TABLE half_good (id bigint)"), ("bad", "CREATE TABLE half_bad (id bigint)")));
            Assert.Equal("bad", Assert.Single(await mended.UpAsync(None)).Name);
            await mended.DownAsync(2, None);
        });
    }

    [Fact]
    public async Task A_script_that_has_changed_since_it_ran_is_refused()
    {
        var before = Scripts(("table", "CREATE TABLE changed_one (id bigint)"));
        var after = Scripts(("table", "CREATE TABLE changed_one (id bigint, name text)"));
        await WithoutHistoryAsync(async () =>
        {
            await Runner(before).UpAsync(None);
            var refused = await Assert.ThrowsAsync<SchemaException>(() => Runner(after).UpAsync(None));
            Assert.Contains("901", refused.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<SchemaException>(() => Runner(after).DownAsync(1, None));
            Assert.Equal(MigrationState.Changed, Assert.Single(await Runner(after).StatusAsync(None)).State);
            Assert.Empty(await Runner([.. before.Select(script => MigrationScript.Of(script.Number, script.Name, script.Up.ReplaceLineEndings("\r\n"), script.Down))]).UpAsync(None));
            await Runner(before).DownAsync(1, None);
        });
    }

    [Fact]
    public async Task A_database_that_is_newer_than_the_program_is_refused()
    {
        var newer = Scripts(("one", "CREATE TABLE newer_one (id bigint)"), ("two", "CREATE TABLE newer_two (id bigint)"));
        await WithoutHistoryAsync(async () =>
        {
            await Runner(newer).UpAsync(None);
            var older = Runner([newer[0]]);
            var refused = await Assert.ThrowsAsync<SchemaException>(() => older.UpAsync(None));
            Assert.Contains("two", refused.Message, StringComparison.Ordinal);
            Assert.Equal([MigrationState.Applied, MigrationState.Unknown], (await older.StatusAsync(None)).Select(migration => migration.State));
            await Runner(newer).DownAsync(2, None);
        });
    }

    [Fact]
    public async Task Health_sees_a_store_that_works()
    {
        var health = await LookAsync();
        Assert.True(health.IsWell, health.Problem);
        Assert.True(health.Bytes > 0);
        Assert.Null(health.Problem);
    }

    // Not the market's own, which may still say what it saw a moment ago.
    private async Task<StorageHealth> LookAsync()
    {
        using var check = new StorageHealthCheck(market.Get<Database>(), market.Migrations, TimeProvider.System);
        return await check.CheckAsync(None);
    }

    private static MigrationScript[] Scripts(params (string Name, string Up)[] scripts)
        => [.. scripts.Select((script, place) => MigrationScript.Of(901 + place, script.Name, script.Up, Down(script.Up)))];

    private static string Down(string up)
    {
        var table = up.Split(' ')[2];
        return $"DROP TABLE {table}";
    }

    private MigrationRunner Runner(IReadOnlyList<MigrationScript> scripts) => new(market.Get<Database>(), scripts, TimeProvider.System);

    // The scripts of a test are a program of their own, which does not know the real ones: they have a history of their own.
    private async Task WithoutHistoryAsync(Func<Task> test)
    {
        await RunAsync("ALTER TABLE schema_history RENAME TO schema_history_set_aside");
        try
        {
            await test();
        }
        finally
        {
            await RunAsync("DROP TABLE IF EXISTS schema_history");
            await RunAsync("ALTER TABLE schema_history_set_aside RENAME TO schema_history");
        }
    }

    private async Task RunAsync(string sql) => await market.Get<Database>().WriteAsync(session => session.Query(sql).ExecuteAsync(), None);
}
