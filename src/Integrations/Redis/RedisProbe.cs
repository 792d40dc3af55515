using StackExchange.Redis;

namespace Haggle.Integrations.Redis;

/// <summary>Whether Redis lets us in.</summary>
public static class RedisProbe
{
    /// <returns>Null when it does; else why not, in words that hold no secret.</returns>
    public static async Task<string?> LookAsync(RedisAddress address, CancellationToken cancellation)
    {
        try
        {
            using var redis = await ConnectionMultiplexer.ConnectAsync(address.ToOptions(abortOnFailure: true)).WaitAsync(cancellation);
            await redis.GetDatabase().PingAsync().WaitAsync(cancellation);
            return null;
        }
        catch (RedisConnectionException refused)
        {
            return refused.FailureType == ConnectionFailureType.AuthenticationFailure ? "it refuses the password" : "nobody answers";
        }
        catch (RedisException failure)
        {
            return failure.Message.Contains("NOAUTH", StringComparison.Ordinal) ? "it wants a password" : "it answers with an error";
        }
    }
}
