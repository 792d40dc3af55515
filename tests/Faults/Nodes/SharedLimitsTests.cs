using System.Net;
using Haggle.Testing;

namespace Haggle.Faults.Nodes;

/// <summary>What somebody takes on one node is taken on the others too; without Redis each node goes by itself.</summary>
public sealed class SharedLimitsTests
{
    private const int PerMinute = 100;

    [Fact]
    public async Task Whoever_has_spent_an_allowance_on_one_node_does_not_get_it_again_on_another_unless_Redis_is_away()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var redis = await LocalRedis.StartAsync();
        await using var cluster = await Cluster.StartAsync(database.Url, [("RATE_LIMIT_AUTH_PER_MIN", $"{PerMinute}")], redis.Url, redis.Url, redis.Url);
        var apis = cluster.Addresses.Select(address => new NativeApi(address)).ToList();
        Assert.True(await EnterUntilRefusedAsync(apis[0]) >= PerMinute); // some of it grows back meanwhile
        Assert.True(await EnterUntilRefusedAsync(apis[1]) < PerMinute);
        await redis.KillAsync();
        Assert.True(await EnterUntilRefusedAsync(apis[2]) >= PerMinute);
        apis.ForEach(api => api.Dispose());
    }

    /// <returns>How often we were let in.</returns>
    private static async Task<int> EnterUntilRefusedAsync(NativeApi api)
    {
        for (var entered = 0; ; entered++)
        {
            var answer = await api.PostAsync("/api/v1/auth/guest", null, new { display_name = "Anna" });
            if (answer.Status == HttpStatusCode.TooManyRequests)
                return entered;
            answer.Expect();
            await Task.Delay(Patience.BetweenLooks); // so that the nodes have time to tell each other before the allowance is spent
        }
    }
}
