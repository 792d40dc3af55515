using StackExchange.Redis;

namespace Haggle.Integrations.Redis;

/// <summary>Allowances that all nodes share: for each key the time at which it is whole again, by Redis' clock.</summary>
/// <param name="link">To Redis.</param>
/// <param name="realm">Keeps installations apart that share it.</param>
public sealed class RedisAllowances(RedisLink link, string realm)
{
    private const string Script = """
        local t = redis.call('TIME')
        local now = t[1] * 1000000 + t[2]
        local left = {}
        for i, key in ipairs(KEYS) do
          local whole = math.max(tonumber(redis.call('GET', key) or '0'), now) + tonumber(ARGV[i])
          redis.call('SET', key, string.format('%.0f', whole), 'PX', math.ceil((whole - now) / 1000) + 1)
          left[i] = whole - now
        end
        return left
        """;

    /// <summary>One round trip for all.</summary>
    /// <param name="spent">What was taken of each key, in microseconds until it grows back.</param>
    /// <returns>For each the microseconds until it is whole, with what other nodes took.</returns>
    /// <exception cref="RedisException">Redis is away; see <see cref="RedisTrouble"/>.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public async Task<IReadOnlyList<long>> SpendAsync(IReadOnlyList<(string Key, long Microseconds)> spent)
    {
        var redis = await link.OpenAsync();
        RedisKey[] keys = [.. spent.Select(one => (RedisKey)$"haggle:{{{realm}}}:limit:{one.Key}")]; // in braces: one shard of a cluster has them all
        var left = await redis.GetDatabase().ScriptEvaluateAsync(Script, keys, [.. spent.Select(one => (RedisValue)one.Microseconds)]).WaitAsync(RedisLink.Patience);
        return (long[])left!;
    }
}
