using Haggle.Testing;

namespace Haggle.Storage.Tests;

/// <summary>On a database of a PostgreSQL server.</summary>
public sealed class PostgresMarket : Market
{
    private PostgresDatabase? database;

    public PostgresDatabase Database => database!;

    protected override async Task<StorageOptions> CreateDatabaseAsync()
    {
        database = await PostgresDatabase.CreateAsync();
        return new StorageOptions { DatabaseUrl = database.Url, PoolSize = 10, Writers = 2 };
    }

    protected override async Task DropAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }
}
