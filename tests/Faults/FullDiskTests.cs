using System.Net;
using Haggle.Testing;

namespace Haggle.Faults;

/// <summary>The disk is full: an error that says so, nothing acknowledged is lost, and all is well again when there is room.</summary>
public sealed class FullDiskTests
{
    private const int Megabytes = 40;
    private static readonly string Text = new('я', 10_000);

    [Fact]
    public async Task A_full_disk_under_SQLite_is_said_clearly_loses_nothing_and_is_survived()
    {
        using var disk = SmallDisk.Mount(Megabytes);
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["HAGGLE_DATA"] = Path.Combine(disk.FullName, "data") });
        await TellAsync(disk, server, "The SQLite file cannot be used now: the disk is full.");
    }

    [Fact]
    public async Task A_full_disk_under_PostgreSQL_is_said_clearly_loses_nothing_and_is_survived()
    {
        using var disk = SmallDisk.Mount(Megabytes);
        await using var database = await PostgresDatabase.CreateInAsync(disk.FolderLike(await PostgresDatabase.DataFolderAsync()));
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["DATABASE_URL"] = database.Url });
        await TellAsync(disk, server, problem: null); // its one row still finds room on its page: that the disk is full is seen by what needs more
    }

    /// <param name="problem">What readiness says of a full disk; null when it cannot know.</param>
    private static async Task TellAsync(SmallDisk disk, ServerProcess server, string? problem)
    {
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.GuestAsync("Anna"), await api.GuestAsync("Boris"));
        var chat = await api.OpenDirectAsync(anna, boris);
        await using var socket = await NativeSocket.ConnectAsync(server.Address, anna.AccessToken);
        var stored = new List<NativeMessage> { await api.SendAsync(anna, chat, "There is room", "before") };

        disk.Fill();
        await SayUntilItIsFullAsync(socket, chat, stored);
        var refused = await api.PostAsync("/api/v1/messages", anna, new { chat_id = chat, content = Text, client_message_id = "over REST" });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (refused.Status, refused.Code));
        if (problem is not null)
        {
            var ready = await Recovery.UnreadyAsync(api);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
            Assert.Equal(problem, ready.Body.GetProperty("database").GetProperty("problem").GetString());
        }

        await AssertStoredAsync(api, boris, chat, stored); // what is there can be read

        disk.MakeRoom();
        await Recovery.AwaitAsync(async () =>
        {
            var said = await SayAsync(socket, chat, $"{stored.Count}");
            stored.AddRange(said is null ? [] : [said]);
            return said is not null;
        });
        await Recovery.AwaitAsync(async () => (await api.GetAsync("/api/v1/ready", null)).IsSuccess);
        stored.Add(await api.SendAsync(anna, chat, Text, "over REST"));
        await AssertStoredAsync(api, boris, chat, stored);

        server.Kill();
        await server.StartAgainAsync();
        await AssertStoredAsync(api, boris, chat, stored);
    }

    private static async Task SayUntilItIsFullAsync(NativeSocket socket, long chat, List<NativeMessage> stored)
    {
        // What was reserved before is used up first.
        for (var said = 0; said < Megabytes * 100; said++)
        {
            if (await SayAsync(socket, chat, $"{stored.Count}") is not { } message)
                return;
            stored.Add(message);
        }

        Assert.Fail($"The disk is full, and {stored.Count} messages of 20 kB are stored.");
    }

    /// <returns>Null when the server cannot now.</returns>
    private static async Task<NativeMessage?> SayAsync(NativeSocket socket, long chat, string clientId)
    {
        var answer = await socket.TryCommandAsync("message.send", new { chat_id = chat, content = Text, client_message_id = clientId });
        if (answer.IsError)
            Assert.Equal("unavailable", answer.Code);
        return answer.IsError ? null : NativeMessage.From(answer.Data);
    }

    private static async Task AssertStoredAsync(NativeApi api, NativePerson reader, long chat, List<NativeMessage> stored)
    {
        var history = await api.MessagesAsync(reader, chat);
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(seq => (long)seq), history.Select(message => message.Seq));
        Assert.Equal(stored.OrderBy(message => message.Seq).Select(message => (message.Id, message.Content)), history.Select(message => (message.Id, message.Content)));
    }
}
