using Haggle.Faults.Load;
using Haggle.Testing;

namespace Haggle.Faults.Nodes;

/// <summary>An upgrade of one node after the other, under load.</summary>
public sealed class RollingRestartTests
{
    private const int Restarting = 1012;

    [Fact]
    public async Task While_one_node_after_the_other_is_restarted_no_request_fails_and_every_socket_is_told_where_to_go()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var redis = await LocalRedis.StartAsync();
        await using var cluster = await Cluster.StartAsync(database.Url, [("DRAIN_SECONDS", "2")], redis.Url, redis.Url);
        await using var crowd = await Crowd.GatherAsync(cluster.Addresses, messages: 8_000, Length.Seed);
        await crowd.AcknowledgedAsync(200);
        foreach (var server in cluster.Servers)
        {
            var stopped = server.StopAsync();
            await UnreadyAsync(server);
            crowd.Doors.Shut(server.Address);
            Assert.Equal(0, await stopped);
            await server.StartAgainAsync();
            crowd.Doors.Reopen(server.Address);
        }

        await crowd.JudgeAsync();
        Assert.All(crowd.Clients, client =>
        {
            Assert.All(client.CloseCodes, code => Assert.Equal(Restarting, code));
            Assert.NotEqual(0, client.Invitations);
            Assert.Equal(0, client.Unanswered);
        });
    }

    private static async Task UnreadyAsync(ServerProcess server)
    {
        using var api = new NativeApi(server.Address);
        var answer = await Recovery.UnreadyAsync(api);
        Assert.True(answer.Body.GetProperty("draining").GetBoolean());
    }
}
