using System.Diagnostics;
using Haggle.Faults.Load;
using Haggle.Testing;

namespace Haggle.Faults.Nodes;

/// <summary>A node dies, and all its clients come to the other one in the same moment.</summary>
public sealed class StormTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Clients_that_all_come_back_at_once_are_all_served_and_each_has_everything()
    {
        var count = Length.Of(400, 5_000);
        await using var database = await PostgresDatabase.CreateAsync();
        await using var redis = await LocalRedis.StartAsync();
        await using var cluster = await Cluster.StartAsync(database.Url, redis.Url, redis.Url);
        using NativeApi first = new(cluster.Addresses[0]), second = new(cluster.Addresses[1]);
        var pairs = await Task.WhenAll(Enumerable.Range(0, count / 2).Select(_ => PairAsync(first)));
        var before = await Task.WhenAll(pairs.SelectMany(pair => pair.People.Select(person => ComeAsync(cluster.Addresses[0], person, []))));
        cluster.Servers[0].Kill();
        await Task.WhenAll(pairs.Select(pair => second.SendAsync(pair.People[0], pair.Chat, "While you were away")));

        var began = Stopwatch.GetTimestamp();
        var after = await Task.WhenAll(before.Select(client => ComeAsync(cluster.Addresses[1], client.Person, [(client.Chat, client.Seq, client.Revision)])));
        output.WriteLine($"{after.Length} clients were back and complete after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s.");
        Assert.All(after, client => Assert.Equal(["While you were away"], client.Heard));
    }

    private static async Task<(NativePerson[] People, long Chat)> PairAsync(NativeApi api)
    {
        NativePerson[] people = [await api.GuestAsync("Anna"), await api.GuestAsync("Boris")];
        var chat = await api.OpenDirectAsync(people[0], people[1]);
        await api.SendAsync(people[0], chat, "Before");
        return (people, chat);
    }

    /// <summary>Connects, catches up, and leaves.</summary>
    private static async Task<Client> ComeAsync(Uri server, NativePerson person, IReadOnlyList<(long Chat, long Seq, long Revision)> known)
    {
        await using var socket = await NativeSocket.ConnectAsync(server, person.AccessToken);
        await socket.StartSessionAsync(known);
        var sync = socket.Frames.All.Single(frame => frame.Event == "sync.chat").Data;
        var chat = sync.GetProperty("chat");
        return new Client(
            person, chat.GetProperty("id").GetInt64(), chat.GetProperty("last_seq").GetInt64(), chat.GetProperty("revision").GetInt64(),
            [.. sync.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString()!)]);
    }

    private sealed record Client(NativePerson Person, long Chat, long Seq, long Revision, IReadOnlyList<string> Heard);
}
