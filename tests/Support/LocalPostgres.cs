using Npgsql;

namespace Haggle.Testing;

/// <summary>A PostgreSQL of one test's own, with its default durability, to be killed and restarted.</summary>
/// <remarks>For tests that only need a database, <see cref="PostgresDatabase"/> costs a tenth.</remarks>
public sealed class LocalPostgres : IAsyncDisposable
{
    public const string UrlVariable = "HAGGLE_TEST_POSTGRES_URL";

    private readonly PrivateServices _services = new(Path.Combine(Path.GetTempPath(), $"haggle-pg-{Path.GetRandomFileName()}"));

    private LocalPostgres()
    {
    }

    /// <summary>Of an empty database, as DATABASE_URL wants it; the same after every start.</summary>
    public string Url { get; private set; } = "";

    public static async Task<LocalPostgres> StartAsync(CancellationToken cancellation = default)
    {
        var postgres = new LocalPostgres();
        try
        {
            await postgres._services.RunAsync(cancellation, "start", "--durable", "pg");
            postgres.Url = await postgres._services.VariableAsync(UrlVariable, cancellation);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection of its own that no pool keeps.</summary>
    public Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation = default) => PostgresUrl.OpenAsync(Url, cancellation);

    /// <summary>SIGKILL for the postmaster; returns when its last child is gone too. What was committed is there after <see cref="RestartAsync"/>.</summary>
    public Task KillAsync(CancellationToken cancellation = default) => _services.RunAsync(cancellation, "kill", "pg");

    /// <summary>Ends it in good order if it is up and starts it on the same port with the same data; returns when it takes connections.</summary>
    public Task RestartAsync(CancellationToken cancellation = default) => _services.RunAsync(cancellation, "restart", "pg");

    public async ValueTask DisposeAsync() => await _services.RunAsync(CancellationToken.None, "stop");
}
