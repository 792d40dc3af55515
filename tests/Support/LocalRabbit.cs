namespace Haggle.Testing;

/// <summary>A RabbitMQ of one test's own, to be killed and restarted.</summary>
public sealed class LocalRabbit : IAsyncDisposable
{
    private const string UrlVariable = "HAGGLE_TEST_RABBITMQ_URL";

    private readonly PrivateServices _services = new(Path.Combine(Path.GetTempPath(), $"haggle-rabbit-{Path.GetRandomFileName()}"));

    private LocalRabbit()
    {
    }

    /// <summary>As RABBITMQ_URL wants it; the same after every start.</summary>
    public string Url { get; private set; } = "";

    public static async Task<LocalRabbit> StartAsync(CancellationToken cancellation = default)
    {
        var rabbit = new LocalRabbit();
        try
        {
            await rabbit._services.RunAsync(cancellation, "start", "rabbit");
            // As the marketplace's services write it: a bare slash for the virtual host of that name.
            rabbit.Url = (await rabbit._services.VariableAsync(UrlVariable, cancellation)).Replace("%2F", "", StringComparison.Ordinal);
            return rabbit;
        }
        catch
        {
            await rabbit.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL. What was confirmed as persistent is there after <see cref="RestartAsync"/>.</summary>
    public Task KillAsync(CancellationToken cancellation = default) => _services.RunAsync(cancellation, "kill", "rabbit");

    /// <summary>Ends it in good order if it is up and starts it on the same port with the same data; returns when it listens.</summary>
    public Task RestartAsync(CancellationToken cancellation = default) => _services.RunAsync(cancellation, "restart", "rabbit");

    public async ValueTask DisposeAsync() => await _services.RunAsync(CancellationToken.None, "stop");
}
