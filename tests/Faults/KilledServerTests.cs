using Haggle.Faults.Load;
using Haggle.Testing;

namespace Haggle.Faults;

/// <summary>SIGKILL while clients write: what was acknowledged is there, once, and everybody who comes back sees it.</summary>
public sealed class KilledServerTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_server_that_is_killed_again_and_again_loses_nothing_that_it_acknowledged(string engine)
    {
        var (kills, messages) = (Length.Of(3, 20), Length.Of(3_000, 100_000));
        var random = new Random(Length.Seed);
        await using var storage = await Engine.CreateAsync(engine);
        await using var server = await ServerProcess.StartAsync(storage.Settings);
        await using var crowd = await Crowd.GatherAsync(server.Address, messages, Length.Seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await crowd.AcknowledgedAsync((messages * kill / (kills + 1)) + random.Next(1, messages / (kills + 1)));
            server.Kill();
            await server.StartAgainAsync();
        }

        await crowd.JudgeAsync();
        Assert.Equal(0, crowd.Clients.Sum(client => client.Inbox.Gaps)); // one process tells of all that it stores
        Assert.All(crowd.Clients, client => Assert.Equal(kills, client.CloseCodes.Count));
    }
}
