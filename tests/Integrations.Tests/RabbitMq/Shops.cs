using Haggle.Storage;
using Haggle.Testing;

namespace Haggle.Integrations.Tests.RabbitMq;

public sealed class SqliteShop : Shop
{
    private readonly TemporaryFolder folder = new();

    protected override Task<StorageOptions> OptionsAsync() => Task.FromResult(new StorageOptions { SqlitePath = folder["shop.db"] });

    protected override Task DropAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class PostgresShop : Shop
{
    private PostgresDatabase? database;

    protected override async Task<StorageOptions> OptionsAsync()
    {
        database ??= await PostgresDatabase.CreateAsync();
        return new StorageOptions { DatabaseUrl = database.Url, PoolSize = 10 };
    }

    protected override async Task DropAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }
}

// One broker and one store for all tests of an engine, which therefore run one after the other.

[CollectionDefinition(nameof(SqliteShop))]
public sealed class SqliteShopTests : ICollectionFixture<SqliteShop>;

[CollectionDefinition(nameof(PostgresShop))]
public sealed class PostgresShopTests : ICollectionFixture<PostgresShop>;

[Collection(nameof(SqliteShop))]
public sealed class SqliteUserEventTests(SqliteShop shop) : UserEventPromises(shop);

[Collection(nameof(PostgresShop))]
public sealed class PostgreSqlUserEventTests(PostgresShop shop) : UserEventPromises(shop);

[Collection(nameof(SqliteShop))]
public sealed class SqliteSaleEventTests(SqliteShop shop) : SaleEventPromises(shop);

[Collection(nameof(PostgresShop))]
public sealed class PostgreSqlSaleEventTests(PostgresShop shop) : SaleEventPromises(shop);

[Collection(nameof(SqliteShop))]
public sealed class SqliteOutageTests(SqliteShop shop) : OutagePromises(shop);

[Collection(nameof(PostgresShop))]
public sealed class PostgreSqlOutageTests(PostgresShop shop) : OutagePromises(shop);
