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
    public static Task<PostgresDatabase> CreateAsync(CancellationToken cancellation = default)
        => CreateAsync(
            Environment.GetEnvironmentVariable(LocalPostgres.UrlVariable) is { Length: > 0 } url
                ? url
                : throw new InvalidOperationException(
                    $"This test needs PostgreSQL, and {LocalPostgres.UrlVariable} is not set. Run ./test, which starts one; or set it by: eval \"$(eng/services.sh start pg)\""),
            cancellation);

    /// <param name="server">The URL of any database on the server, whose role may create others.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<PostgresDatabase> CreateAsync(string server, CancellationToken cancellation = default)
    {
        var database = new PostgresDatabase(server);
        await database.OnServerAsync($"CREATE DATABASE {database._name}", cancellation);
        return database;
    }

    /// <summary>A connection of its own that no pool keeps.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation = default)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", CancellationToken.None);

    private async Task OnServerAsync(string sql, CancellationToken cancellation)
    {
        var there = PostgresUrl.Parse(_server);
        there.Pooling = false;
        await using var connection = new NpgsqlConnection(there.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
