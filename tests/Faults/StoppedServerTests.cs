using Haggle.Faults.Load;
using Haggle.Testing;

namespace Haggle.Faults;

/// <summary>SIGTERM under load, as with every upgrade.</summary>
public sealed class StoppedServerTests
{
    private const int GoingAway = 1001;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_server_that_is_stopped_under_load_says_goodbye_to_every_socket_and_keeps_what_it_acknowledged(string engine)
    {
        var (stops, messages) = (Length.Of(2, 20), Length.Of(2_000, 100_000));
        var random = new Random(Length.Seed);
        await using var storage = await Engine.CreateAsync(engine);
        await using var server = await ServerProcess.StartAsync(storage.Settings);
        await using var crowd = await Crowd.GatherAsync(server.Address, messages, Length.Seed);
        for (var stop = 0; stop < stops; stop++)
        {
            await crowd.AcknowledgedAsync((messages * stop / (stops + 1)) + random.Next(1, messages / (stops + 1)));
            Assert.Equal(0, await server.StopAsync());
            await server.StartAgainAsync();
        }

        await crowd.JudgeAsync();
        Assert.All(crowd.Clients, client => Assert.Equal(Enumerable.Repeat<int?>(GoingAway, stops), client.CloseCodes));
    }
}
