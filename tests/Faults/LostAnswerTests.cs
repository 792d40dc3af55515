using Haggle.Testing;

namespace Haggle.Faults;

/// <summary>The database does what it is asked and its answer gets lost: nobody knows whether the message is stored, and it is.</summary>
public sealed class LostAnswerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_that_was_stored_without_anybody_knowing_is_heard_by_everybody_once(bool isSaidAgain)
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var strait = new Strait(database.Url);
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["DATABASE_URL"] = strait.Url });
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.GuestAsync("Anna"), await api.GuestAsync("Boris"));
        var chat = await api.OpenDirectAsync(anna, boris);
        await using var socket = await NativeSocket.ConnectAsync(server.Address, anna.AccessToken);
        await using var listening = await NativeSocket.ConnectAsync(server.Address, boris.AccessToken);
        await listening.StartSessionAsync([]);
        await api.SendAsync(anna, chat, "One");
        await listening.EventAsync("message.created");

        strait.HoldAnswers();
        var two = new { chat_id = chat, content = "Two", client_message_id = "two" };
        Assert.Equal("unavailable", (await socket.TryCommandAsync("message.send", two)).Code);
        strait.Open();
        if (isSaidAgain)
            await Recovery.AwaitAsync(async () => !(await socket.TryCommandAsync("message.send", two)).IsError);
        await listening.EventAsync("message.created", data => data.GetProperty("content").GetString() == "Two"); // and not only when the next one is said
        await Recovery.AwaitAsync(async () => !(await socket.TryCommandAsync("message.send", new { chat_id = chat, content = "Three", client_message_id = "three" })).IsError);
        await listening.EventAsync("message.created", data => data.GetProperty("content").GetString() == "Three");
        string[] all = ["One", "Two", "Three"];
        Assert.Equal(all, (await api.MessagesAsync(boris, chat)).Select(message => message.Content));
        Assert.Equal(all, listening.Frames.All.Where(frame => frame.Event == "message.created").Select(frame => frame.Data.GetProperty("content").GetString()));
    }
}
