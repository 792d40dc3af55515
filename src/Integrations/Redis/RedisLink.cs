using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Haggle.Integrations.Redis;

/// <summary>The one connection to Redis. It is there while Redis is away, too: the library goes on trying.</summary>
public sealed partial class RedisLink(RedisAddress address, ILogger<RedisLink> log) : IDisposable
{
    /// <summary>An answer is waited for so long.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Task<ConnectionMultiplexer>? opening;

    public Task<ConnectionMultiplexer> OpenAsync()
    {
        lock (gate)
            return opening ??= ConnectAsync();
    }

    public void Dispose()
    {
        lock (gate)
            if (opening is { IsCompletedSuccessfully: true } opened)
                opened.Result.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(address.ToOptions(abortOnFailure: false));
        if (!redis.IsConnected)
            RedisAway(log, address);
        redis.ConnectionFailed += (_, what) =>
        {
            if (what.ConnectionType == ConnectionType.Interactive)
                RedisAway(log, address);
        };
        redis.ConnectionRestored += (_, what) =>
        {
            if (what.ConnectionType == ConnectionType.Interactive)
                RedisBack(log, address);
        };
        return redis;
    }

    [LoggerMessage(30, LogLevel.Warning, "Redis at {Address} is away: the nodes hear of each other by the database, within two seconds")]
    private static partial void RedisAway(ILogger log, RedisAddress address);

    [LoggerMessage(31, LogLevel.Information, "Redis at {Address} is back")]
    private static partial void RedisBack(ILogger log, RedisAddress address);
}
