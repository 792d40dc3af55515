using System.Net;
using System.Net.WebSockets;
using Haggle.Testing;

namespace Haggle.Faults;

/// <summary>The database is away: whoever asks is told so, and when it is back everything goes on by itself.</summary>
public sealed class AbsentDatabaseTests
{
    [Fact]
    public async Task While_PostgreSQL_is_down_everybody_is_told_and_afterwards_everything_goes_on()
    {
        await using var postgres = await LocalPostgres.StartAsync();
        await TellAsync(postgres.Url, () => postgres.KillAsync(), () => postgres.RestartAsync());
    }

    [Fact]
    public async Task While_PostgreSQL_is_silent_everybody_is_told_and_afterwards_everything_goes_on()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var strait = new Strait(database.Url);
        await TellAsync(strait.Url, () => Done(strait.FallSilent), () => Done(strait.Open));
    }

    private static async Task TellAsync(string url, Func<Task> goAway, Func<Task> comeBack)
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["DATABASE_URL"] = url });
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.RegisterAsync("Anna"), await api.GuestAsync("Boris"));
        var elsewhere = await api.LoginAsync(anna); // a session that the server has not looked up yet
        var chat = await api.OpenDirectAsync(anna, boris);
        await using var socket = await NativeSocket.ConnectAsync(server.Address, anna.AccessToken);
        await using var listening = await NativeSocket.ConnectAsync(server.Address, boris.AccessToken);
        await listening.StartSessionAsync([]);
        await api.SendAsync(anna, chat, "Is it still for sale?");

        await goAway();
        await Task.WhenAll(
            RefusedAsync(socket.TryCommandAsync("message.send", new { chat_id = chat, content = "On the socket", client_message_id = "socket" })),
            RefusedAsync(listening.TryCommandAsync("chat.history", new { chat_id = chat })),
            RefusedAsync(api.PostAsync("/api/v1/messages", anna, new { chat_id = chat, content = "Over REST", client_message_id = "rest" })),
            RefusedAsync(api.GetAsync($"/api/v1/chats/{chat}/messages", anna)),
            RefusedAsync(api.PostAsync("/api/v1/chats/direct", boris, new { user_id = anna.Id })),
            RefusedAsync(api.PostAsync("/api/v1/auth/login", null, new { email = anna.Email, password = NativeApi.Password })),
            RefusedAsync(api.GetAsync("/api/v1/users/me", elsewhere)),
            Assert.ThrowsAsync<WebSocketException>(() => NativeSocket.ConnectAsync(server.Address, elsewhere.AccessToken)));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/health", null)).Status);
        var ready = await Recovery.UnreadyAsync(api);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.False(ready.Body.GetProperty("database").GetProperty("reachable").GetBoolean());
        await socket.CommandAsync("ping", new { }); // sockets stay

        await comeBack();
        await Recovery.AwaitAsync(async () => (await api.GetAsync("/api/v1/ready", null)).IsSuccess);
        await Recovery.AwaitAsync(async () => !(await socket.TryCommandAsync("message.send", new { chat_id = chat, content = "On the socket", client_message_id = "socket" })).IsError);
        await Recovery.AwaitAsync(async () => (await api.PostAsync("/api/v1/messages", anna, new { chat_id = chat, content = "Over REST", client_message_id = "rest" })).IsSuccess);
        Assert.Equal(["Is it still for sale?", "On the socket", "Over REST"], (await api.MessagesAsync(boris, chat)).Select(message => message.Content).Order());
        foreach (var content in new[] { "On the socket", "Over REST" })
            await listening.EventAsync("message.created", data => data.GetProperty("content").GetString() == content);
        Assert.True((await api.PostAsync("/api/v1/auth/login", null, new { email = anna.Email, password = NativeApi.Password })).IsSuccess);
        await (await NativeSocket.ConnectAsync(server.Address, elsewhere.AccessToken)).DisposeAsync();
    }

    private static async Task RefusedAsync(Task<NativeFrame> command) => Assert.Equal("unavailable", (await command).Code);

    private static async Task RefusedAsync(Task<NativeAnswer> call)
    {
        var answer = await call;
        Assert.True((answer.Status, answer.Code) is (HttpStatusCode.ServiceUnavailable, "unavailable"), $"{answer.Request} was answered with {answer.Status} {answer.Body}");
    }

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
