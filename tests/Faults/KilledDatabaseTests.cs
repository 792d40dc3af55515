using Haggle.Faults.Load;
using Haggle.Testing;

namespace Haggle.Faults;

/// <summary>PostgreSQL is killed and restarted under load: the server stays, so do its sockets, and nothing acknowledged is lost.</summary>
public sealed class KilledDatabaseTests
{
    [Fact]
    public async Task A_database_that_is_killed_and_restarted_under_load_loses_nothing_and_nobody()
    {
        var (faults, messages) = (Length.Of(3, 20), Length.Of(3_000, 100_000));
        var random = new Random(Length.Seed);
        await using var postgres = await LocalPostgres.StartAsync();
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["DATABASE_URL"] = postgres.Url });
        await using var crowd = await Crowd.GatherAsync(server.Address, messages, Length.Seed);
        for (var fault = 0; fault < faults; fault++)
        {
            await crowd.AcknowledgedAsync((messages * fault / (faults + 1)) + random.Next(1, messages / (faults + 1)));
            if (fault % 3 < 2)
                await postgres.KillAsync();
            await postgres.RestartAsync();
        }

        await crowd.JudgeAsync();
        Assert.All(crowd.Clients, client => Assert.Empty(client.CloseCodes));
    }
}
