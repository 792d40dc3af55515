namespace Haggle.Testing;

/// <summary>A place to store things, empty and of one test's own: the SQLite file of a server, or a database on the PostgreSQL that <c>./test</c> has started.</summary>
public sealed class Engine : IAsyncDisposable
{
    public const string Sqlite = "sqlite", PostgreSql = "postgresql";

    private readonly PostgresDatabase? _database;

    private Engine(PostgresDatabase? database) => _database = database;

    /// <summary>What makes a server use it.</summary>
    public Dictionary<string, string> Settings => _database is null ? [] : new() { ["DATABASE_URL"] = _database.Url };

    /// <param name="name"><see cref="Sqlite"/> or <see cref="PostgreSql"/>.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<Engine> CreateAsync(string name, CancellationToken cancellation = default) => new(name switch
    {
        Sqlite => null,
        PostgreSql => await PostgresDatabase.CreateAsync(cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "sqlite or postgresql"),
    });

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
