using Haggle.Faults.Load;
using Haggle.Testing;

namespace Haggle.Faults.Nodes;

/// <summary>Two nodes, and people who come to any of them: whatever breaks, everybody has every message, in one order, once.</summary>
public sealed class TwoNodesUnderLoadTests
{
    private static readonly int Messages = Length.Of(2_000, 100_000);
    private static readonly int Faults = Length.Of(2, 20);
    private readonly Random random = new(Length.Seed);

    [Fact]
    public async Task Publications_that_get_lost_swap_places_or_come_twice_change_nothing_for_anybody()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var redis = await LocalRedis.StartAsync();
        await using LossyStrait east = new(redis.Url, Length.Seed), west = new(redis.Url, Length.Seed + 1);
        await using var cluster = await Cluster.StartAsync(database.Url, east.Url, west.Url);
        await using var crowd = await Crowd.GatherAsync(cluster.Addresses, Messages, Length.Seed);
        await crowd.JudgeAsync();
        Assert.All(crowd.Clients, client => Assert.Empty(client.CloseCodes));
        Assert.All([east, west], way => Assert.True(way is { Lost: > 50, Muddled: > 30, Passed: > 400 }, $"{way.Passed} passed, {way.Lost} lost, {way.Muddled} muddled"));
    }

    [Fact]
    public async Task Nodes_that_are_killed_again_and_again_lose_nothing_that_they_acknowledged()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var redis = await LocalRedis.StartAsync();
        await using var cluster = await Cluster.StartAsync(database.Url, redis.Url, redis.Url);
        await using var crowd = await Crowd.GatherAsync(cluster.Addresses, Messages, Length.Seed);
        await TellAsync(crowd, async fault =>
        {
            cluster.Servers[fault % 2].Kill();
            await cluster.Servers[fault % 2].StartAgainAsync();
        });
    }

    [Fact]
    public async Task A_Redis_that_is_killed_again_and_again_delays_and_changes_nothing()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var redis = await LocalRedis.StartAsync();
        await using var cluster = await Cluster.StartAsync(database.Url, redis.Url, redis.Url);
        await using var crowd = await Crowd.GatherAsync(cluster.Addresses, Messages, Length.Seed);
        await TellAsync(crowd, async _ =>
        {
            await redis.KillAsync();
            await crowd.AcknowledgedAsync(crowd.Acknowledged + 200);
            await redis.RestartAsync();
        });
        Assert.All(crowd.Clients, client => Assert.Empty(client.CloseCodes));
    }

    [Fact]
    public async Task A_database_that_is_killed_again_and_again_under_two_nodes_loses_nothing()
    {
        await using var postgres = await LocalPostgres.StartAsync();
        await using var redis = await LocalRedis.StartAsync();
        await using var cluster = await Cluster.StartAsync(postgres.Url, redis.Url, redis.Url);
        await using var crowd = await Crowd.GatherAsync(cluster.Addresses, Messages, Length.Seed);
        await TellAsync(crowd, async _ =>
        {
            await postgres.KillAsync();
            await postgres.RestartAsync();
        });
        Assert.All(crowd.Clients, client => Assert.Empty(client.CloseCodes));
    }

    private async Task TellAsync(Crowd crowd, Func<int, Task> strike)
    {
        for (var fault = 0; fault < Faults; fault++)
        {
            await crowd.AcknowledgedAsync((Messages * fault / (Faults + 1)) + random.Next(1, Messages / (Faults + 1)));
            await strike(fault);
        }

        await crowd.JudgeAsync();
    }
}
