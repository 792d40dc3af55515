using StackExchange.Redis;

namespace Haggle.Integrations.Redis;

/// <summary>Where Redis is, as REDIS_URL says it: <c>redis://:password@host:6379/0</c>, or <c>rediss://</c> for TLS.</summary>
public sealed class RedisAddress
{
    private readonly Uri url;

    private RedisAddress(Uri url) => this.url = url;

    /// <returns>Null when it is no such URL, or names a user other than <c>default</c>. No part of it is ever said: it holds a password.</returns>
    public static RedisAddress? Parse(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "redis" or "rediss"
            && url.Host.Length > 0
            && User(url) is "" or "default"
            && (url.AbsolutePath is "" or "/" || (ushort.TryParse(url.AbsolutePath[1..], out var database) && database < 1_000))
            && url.Query.Length == 0
            && url.Fragment.Length == 0
            ? new RedisAddress(url)
            : null;

    /// <summary>Host and port: what may be said of it.</summary>
    public override string ToString() => $"{url.Host}:{Port}";

    /// <summary>The database's number. Channels have none of their own, so it becomes a part of their names.</summary>
    internal int Database => url.AbsolutePath.Length > 1 ? ushort.Parse(url.AbsolutePath[1..]) : 0;

    private int Port => url.Port > 0 ? url.Port : 6379;

    /// <param name="abortOnFailure">Whether a first attempt that fails is the last one.</param>
    internal ConfigurationOptions ToOptions(bool abortOnFailure) => new()
    {
        EndPoints = { { url.DnsSafeHost, Port } },
        Password = Password(url),
        Ssl = url.Scheme == "rediss",
        DefaultDatabase = Database,
        ClientName = "haggle",
        ConfigurationChannel = "", // nobody tells us there of another master
        AbortOnConnectFail = abortOnFailure,
        ConnectTimeout = 3_000,
        SyncTimeout = 3_000,
        KeepAlive = 5,
        ReconnectRetryPolicy = new LinearRetry(1_000),
    };

    private static string User(Uri url) => Uri.UnescapeDataString(url.UserInfo.Split(':', 2)[0]);

    private static string? Password(Uri url) => url.UserInfo.Split(':', 2) is [_, var password] ? Uri.UnescapeDataString(password) : null;
}
