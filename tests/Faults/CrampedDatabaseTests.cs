using System.Net;
using Haggle.Testing;
using Npgsql;

namespace Haggle.Faults;

/// <summary>The database is there and cannot do what it is asked for: that is said in bounded time, and passes by itself.</summary>
public sealed class CrampedDatabaseTests
{
    [Fact]
    public async Task While_the_database_takes_no_changes_messages_are_refused_and_can_be_read_and_afterwards_everything_goes_on()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["DATABASE_URL"] = database.Url });
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.GuestAsync("Anna"), await api.GuestAsync("Boris"));
        var chat = await api.OpenDirectAsync(anna, boris);
        await api.SendAsync(anna, chat, "Before");
        await using var socket = await NativeSocket.ConnectAsync(server.Address, boris.AccessToken);

        await ChangeAsync(database, "on");
        await Recovery.AwaitAsync(async () => (await api.GetAsync($"/api/v1/chats/{chat}/messages", boris)).IsSuccess); // over new connections
        Assert.Equal("unavailable", (await socket.TryCommandAsync("message.send", new { chat_id = chat, content = "During", client_message_id = "1" })).Code);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(api, anna, chat, "2")).Status);
        Assert.Equal(["Before"], (await api.MessagesAsync(boris, chat)).Select(message => message.Content));
        Assert.False((await Recovery.UnreadyAsync(api)).Body.GetProperty("database").GetProperty("writable").GetBoolean());

        await ChangeAsync(database, "off");
        await Recovery.AwaitAsync(async () => (await api.GetAsync("/api/v1/ready", null)).IsSuccess);
        await Recovery.AwaitAsync(async () => !(await socket.TryCommandAsync("message.send", new { chat_id = chat, content = "After", client_message_id = "1" })).IsError);
        Assert.Equal(["Before", "After"], (await api.MessagesAsync(anna, chat)).Select(message => message.Content));
    }

    [Fact]
    public async Task When_all_connections_are_stuck_everybody_is_answered_and_afterwards_everything_goes_on()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["DATABASE_URL"] = database.Url, ["DATABASE_POOL"] = "4" });
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.GuestAsync("Anna"), await api.GuestAsync("Boris"));
        var chat = await api.OpenDirectAsync(anna, boris);
        await api.SendAsync(anna, chat, "Before");

        await using (var jam = await database.OpenAsync())
        await using (var transaction = await jam.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("LOCK TABLE members IN ACCESS EXCLUSIVE MODE", jam, transaction);
            await hold.ExecuteNonQueryAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => api.GetAsync("/api/v1/chats", anna)));
            Assert.All(answers, answer => Assert.True((answer.Status, answer.Code) is (HttpStatusCode.ServiceUnavailable, "unavailable"), $"{answer.Status} {answer.Body}"));
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/health", null)).Status);
        }

        await Recovery.AwaitAsync(async () => (await SendAsync(api, anna, chat, "3")).IsSuccess);
        Assert.Equal(["Before", "Again"], (await api.MessagesAsync(boris, chat)).Select(message => message.Content));
    }

    private static Task<NativeAnswer> SendAsync(NativeApi api, NativePerson who, long chat, string name)
        => api.PostAsync("/api/v1/messages", who, new { chat_id = chat, content = "Again", client_message_id = name });

    /// <summary>For every connection: those that there are end.</summary>
    private static async Task ChangeAsync(PostgresDatabase database, string readOnly)
    {
        await using var connection = await database.OpenAsync();
        await using (var allow = new NpgsqlCommand("SET default_transaction_read_only = off", connection)) // holds from the next transaction on
            await allow.ExecuteNonQueryAsync();
        await using var change = new NpgsqlCommand(
            $"""
            ALTER DATABASE "{connection.Database}" SET default_transaction_read_only = {readOnly};
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
            """,
            connection);
        await change.ExecuteNonQueryAsync();
    }
}
