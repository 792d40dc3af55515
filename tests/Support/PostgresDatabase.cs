using Npgsql;

namespace Haggle.Testing;

/// <summary>An empty database of one test class's own on the PostgreSQL that <c>./test</c> has started; dropped in the end, whoever is connected.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name = $"haggle_{Guid.NewGuid():N}";

    private readonly string? _folder;

    private PostgresDatabase(string server, string? folder) => (_server, _folder) = (server, folder);

    /// <summary>As DATABASE_URL wants it.</summary>
    public string Url => PostgresUrl.WithDatabase(_server, _name);

    /// <summary>As Npgsql wants it.</summary>
    public string ConnectionString => PostgresUrl.Parse(Url).ConnectionString;

    /// <exception cref="InvalidOperationException">There is no PostgreSQL to make it on.</exception>
    public static Task<PostgresDatabase> CreateAsync(CancellationToken cancellation = default) => MakeAsync(null, cancellation);

    /// <summary>One that keeps its tables and nothing else in a folder of the caller's choice.</summary>
    /// <param name="folder">Empty, and PostgreSQL's own: see <see cref="DataFolderAsync"/>.</param>
    public static Task<PostgresDatabase> CreateInAsync(string folder, CancellationToken cancellation = default) => MakeAsync(folder, cancellation);

    /// <summary>Where the PostgreSQL of <c>./test</c> keeps its files; whoever owns that folder is who it runs as.</summary>
    public static async Task<string> DataFolderAsync(CancellationToken cancellation = default)
    {
        await using var connection = await PostgresUrl.OpenAsync(Server(), cancellation);
        await using var command = new NpgsqlCommand("SHOW data_directory", connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<PostgresDatabase> MakeAsync(string? folder, CancellationToken cancellation)
    {
        var database = new PostgresDatabase(Server(), folder);
        if (folder is not null)
            await database.OnServerAsync($"CREATE TABLESPACE {database._name} LOCATION '{folder}'", cancellation);
        await database.OnServerAsync($"CREATE DATABASE {database._name}{(folder is null ? "" : $" TABLESPACE {database._name}")}", cancellation);
        return database;
    }

    private static string Server()
    {
        var server = Environment.GetEnvironmentVariable(LocalPostgres.UrlVariable);
        if (string.IsNullOrEmpty(server))
        {
            throw new InvalidOperationException(
                $"This test needs PostgreSQL, and {LocalPostgres.UrlVariable} is not set. Run ./test, which starts one; or set it by: eval \"$(eng/services.sh start pg)\"");
        }

        return server;
    }

    /// <summary>A connection of its own that no pool keeps.</summary>
    public Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation = default) => PostgresUrl.OpenAsync(Url, cancellation);

    public async ValueTask DisposeAsync()
    {
        await OnServerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", CancellationToken.None);
        if (_folder is not null)
            await OnServerAsync($"DROP TABLESPACE {_name}", CancellationToken.None);
    }

    private async Task OnServerAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = await PostgresUrl.OpenAsync(_server, cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
