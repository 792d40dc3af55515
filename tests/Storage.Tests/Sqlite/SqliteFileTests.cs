using System.Runtime.InteropServices;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Storage.Relational;
using Haggle.Storage.Sqlite;
using Haggle.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Storage.Tests.Sqlite;

/// <summary>What is SQLite's own: the file, its lock and its settings.</summary>
public sealed class SqliteFileTests(SqliteMarket market) : IClassFixture<SqliteMarket>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void The_systems_library_is_used_where_there_is_one()
    {
        SqliteLibrary.Load();
        var hasOwn = NativeLibrary.TryLoad("libsqlite3.so.0", out _);
        Assert.NotEqual(hasOwn, File.ReadAllText("/proc/self/maps").Contains("libe_sqlite3.so", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PRAGMA synchronous", 2)] // FULL: what is acknowledged survives a power cut
    [InlineData("PRAGMA foreign_keys", 1)]
    [InlineData("SELECT journal_mode = 'wal' FROM pragma_journal_mode()", 1)]
    public async Task The_writer_keeps_what_it_acknowledges(string question, long answer)
        => Assert.Equal(answer, await market.Get<Database>().WriteAsync(session => session.Query(question).NumberAsync(), None));

    [Fact]
    public async Task A_reader_cannot_write()
        => await Assert.ThrowsAnyAsync<Exception>(async () =>
            await market.Get<Database>().ReadAsync(session => session.Query("UPDATE heartbeat SET checked_at_us = 1").ExecuteAsync(), None));

    [Fact]
    public async Task A_reader_sees_one_moment_while_others_write()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = await market.DirectAsync(olga, ivan);
        var (before, after) = await market.Get<Database>().SnapshotAsync(
            async session =>
            {
                const string count = "SELECT count(*) FROM messages";
                var first = await session.Query(count).NumberAsync();
                await market.SayAsync(chat, olga, "meanwhile");
                return (first, await session.Query(count).NumberAsync());
            },
            None);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task While_another_process_holds_the_file_messages_are_refused_as_busy_and_then_stored()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = await market.DirectAsync(olga, ivan);
        await using (var other = await OpenAsync())
        {
            Execute(other, "BEGIN IMMEDIATE");
            Assert.Equal(Refusal.Busy, (await market.SayAsync(chat, olga, new Draft(chat.Id, "now?"))).Refusal);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => market.PersonAsync("Nobody"));
            Assert.Empty(await market.HistoryAsync(chat, ivan)); // reading goes on
            Execute(other, "ROLLBACK");
        }

        Assert.Equal(1, (await market.SayAsync(chat, olga, "now!")).Seq);
    }

    [Fact]
    public async Task A_full_disk_refuses_messages_and_loses_none()
    {
        using var folder = new TemporaryFolder();
        await using var services = Open(folder["full.db"]);
        await services.GetRequiredService<IMigrations>().UpAsync(None);
        var database = services.GetRequiredService<Database>();
        // As many pages as there are: the engine answers as it does on a full disk.
        await database.WriteAsync(session => session.Query("PRAGMA max_page_count = 1").NumberAsync(), None);
        var accounts = services.GetRequiredService<IAccounts>();
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            for (var number = 0; ; number++)
                await accounts.AddAsync(new NewAccount($"{number}@example.com", new string('x', 4000), "Filler"), Market.Now, None);
        });
        Assert.Contains("full", failure.Message, StringComparison.Ordinal);
        // The connection that met it is replaced: the limit, which was that connection's own, is gone, like a disk that was cleared.
        var added = await accounts.AddAsync(new NewAccount("after@example.com", "hash", "After"), Market.Now, None);
        Assert.Null(added.Refusal);
    }

    [Fact]
    public async Task A_damaged_file_is_called_damaged()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["damaged.db"], new string('?', 8192), None);
        await using var services = Open(folder["damaged.db"]);
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => services.GetRequiredService<IMigrations>().UpAsync(None));
        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
        var health = await services.GetRequiredService<IStorageHealth>().CheckAsync(None);
        Assert.Equal((false, false, false), (health.IsReachable, health.IsWritable, health.IsWell));
        Assert.NotNull(health.Problem);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_an_outage_and_no_crash()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "not a folder", None);
        await using var services = Open(folder["file/haggle.db"]);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => services.GetRequiredService<IMigrations>().UpAsync(None));
    }

    [Fact]
    public async Task What_waits_when_the_program_ends_is_still_written()
    {
        using var folder = new TemporaryFolder();
        var services = Open(folder["end.db"]);
        await services.GetRequiredService<IMigrations>().UpAsync(None);
        var accounts = services.GetRequiredService<IAccounts>();
        var waiting = Enumerable.Range(0, 50).Select(number => accounts.AddAsync(new NewAccount($"{number}@example.com", "hash", "Last"), Market.Now, None).AsTask()).ToList();
        await services.DisposeAsync();
        Assert.All(await Task.WhenAll(waiting), added => Assert.Null(added.Refusal));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await accounts.AddAsync(new NewAccount("late@example.com", "hash", "Late"), Market.Now, None));
    }

    [Fact]
    public async Task More_than_the_queue_holds_is_refused_at_once()
    {
        using var folder = new TemporaryFolder();
        await using var services = new ServiceCollection().AddLogging()
            .AddStorage(new StorageOptions { SqlitePath = folder["small.db"], QueueLength = 1 }).BuildServiceProvider();
        await services.GetRequiredService<IMigrations>().UpAsync(None);
        var (entered, leave) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        var database = services.GetRequiredService<Database>();
        var holding = database.WriteAsync(_ => { entered.Set(); leave.Wait(); return ValueTask.FromResult(0); }, None);
        entered.Wait();
        var waiting = database.WriteAsync(_ => ValueTask.FromResult(1), None);
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await database.WriteAsync(_ => ValueTask.FromResult(2), None));
        var refused = await services.GetRequiredService<IMessageLog>().AppendAsync(new Posting(null, new Draft(new Core.Chats.ChatId(1), "?"), Market.Now), None);
        Assert.Equal(Refusal.Busy, refused.Refusal);
        leave.Set();
        Assert.Equal((0, 1), (await holding, await waiting));
    }

    private static ServiceProvider Open(string path)
        => new ServiceCollection().AddLogging().AddStorage(new StorageOptions { SqlitePath = path }).BuildServiceProvider();

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={market.File};Pooling=False");
        await connection.OpenAsync(None);
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
