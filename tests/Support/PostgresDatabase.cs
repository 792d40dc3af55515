using Npgsql;

namespace Haggle.Testing;

/// <summary>An empty database of one test class's own on the PostgreSQL that <c>./test</c> has started; dropped in the end, whoever is connected.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name = $"haggle_{Guid.NewGuid():N}";

    private PostgresDatabase(string server) => _server = server;

    /// <summary>As DATABASE_URL wants it.</summary>
    public string Url => PostgresUrl.WithDatabase(_server, _name);

    /// <summary>As Npgsql wants it.</summary>
    public string ConnectionString => PostgresUrl.Parse(Url).ConnectionString;

    /// <exception cref="InvalidOperationException">There is no PostgreSQL to make it on.</exception>
    public static async Task<PostgresDatabase> CreateAsync(CancellationToken cancellation = default)
    {
        var server = Environment.GetEnvironmentVariable(LocalPostgres.UrlVariable);
        if (string.IsNullOrEmpty(server))
        {
            throw new InvalidOperationException(
                $"This test needs PostgreSQL, and {LocalPostgres.UrlVariable} is not set. Run ./test, which starts one; or set it by: eval \"$(eng/services.sh start pg)\"");
        }

        var database = new PostgresDatabase(server);
        await database.OnServerAsync($"CREATE DATABASE {database._name}", cancellation);
        return database;
    }

    /// <summary>A connection of its own that no pool keeps.</summary>
    public Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation = default) => PostgresUrl.OpenAsync(Url, cancellation);

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", CancellationToken.None);

    private async Task OnServerAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = await PostgresUrl.OpenAsync(_server, cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
