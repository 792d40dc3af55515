namespace Haggle.Testing;

/// <summary>A Redis of one test's own, to be killed and restarted.</summary>
public sealed class LocalRedis : IAsyncDisposable
{
    private const string UrlVariable = "HAGGLE_TEST_REDIS_URL";

    private readonly PrivateServices _services = new(Path.Combine(Path.GetTempPath(), $"haggle-redis-{Path.GetRandomFileName()}"));

    private LocalRedis()
    {
    }

    /// <summary>As REDIS_URL wants it; the same after every start.</summary>
    public string Url { get; private set; } = "";

    public static async Task<LocalRedis> StartAsync(CancellationToken cancellation = default)
    {
        var redis = new LocalRedis();
        try
        {
            await redis._services.RunAsync(cancellation, "start", "redis");
            redis.Url = await redis._services.VariableAsync(UrlVariable, cancellation);
            return redis;
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync(CancellationToken cancellation = default) => _services.RunAsync(cancellation, "kill", "redis");

    /// <summary>Ends it in good order if it is up and starts it on the same port; returns when it listens.</summary>
    public Task RestartAsync(CancellationToken cancellation = default) => _services.RunAsync(cancellation, "restart", "redis");

    public async ValueTask DisposeAsync() => await _services.RunAsync(CancellationToken.None, "stop");
}
