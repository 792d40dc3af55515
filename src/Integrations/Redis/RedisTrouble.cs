using StackExchange.Redis;

namespace Haggle.Integrations.Redis;

/// <summary>What it looks like when Redis is away.</summary>
public static class RedisTrouble
{
    public static bool Is(Exception failure) => failure is RedisException or TimeoutException or ObjectDisposedException;
}
