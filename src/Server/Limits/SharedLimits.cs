using Haggle.Integrations.Redis;

namespace Haggle.Server.Limits;

/// <summary>Makes the allowances of all nodes one: some times a second each tells what was taken, and learns what was taken elsewhere.</summary>
/// <remarks>
/// No request waits for it. Between two times somebody may get as much from every node as one would give; after that all of it counts. While Redis
/// is away each node goes by what it knows itself.
/// </remarks>
internal sealed partial class SharedLimits(RateLimits limits, RedisAllowances allowances, TimeProvider clock, ILogger<SharedLimits> log) : BackgroundService
{
    /// <summary>Keys told at once.</summary>
    private const int Batch = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private bool isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var turn = new PeriodicTimer(Pause, clock);
        while (await turn.WaitForNextTickAsync(stoppingToken))
            foreach (var batch in limits.Spending.SelectMany(spending => spending.TakeSpent()).Chunk(Batch))
                await TryTellAsync(batch);
    }

    private async Task TryTellAsync(Spent[] batch)
    {
        try
        {
            var left = await allowances.SpendAsync([.. batch.Select(spent => (spent.Key, spent.Ticks / TimeSpan.TicksPerMicrosecond))]);
            for (var i = 0; i < batch.Length; i++)
                batch[i].Learn(left[i] * TimeSpan.TicksPerMicrosecond);
            isAway = false;
        }
        catch (Exception outage) when (RedisTrouble.Is(outage))
        {
            if (!isAway)
                Alone(log);
            isAway = true;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Redis is away: rate limits are this node's own until it is back")]
    private static partial void Alone(ILogger log);
}
