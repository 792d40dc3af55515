using Haggle.Testing;

namespace Haggle.Storage.Tests;

/// <summary>On a SQLite file.</summary>
public sealed class SqliteMarket : Market
{
    private readonly TemporaryFolder folder = new();

    public string File => folder["market/haggle.db"];

    protected override Task<StorageOptions> CreateDatabaseAsync() => Task.FromResult(new StorageOptions { SqlitePath = File });

    protected override Task DropAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }
}
