using System.Security.Cryptography;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Native;

/// <summary>The real server over one of its stores, shared by all tests: each makes people of its own, so they do not meet.</summary>
public abstract class NativeServer : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ServerProcess? server;
    private Description? description;

    /// <summary>Signs the server's tokens, so that a test can make one that has expired.</summary>
    internal string Secret { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));

    internal Uri Address => server!.Address;

    /// <summary>What the server says of its own API; every answer in these tests is compared with it.</summary>
    internal Description Description => description!;

    /// <summary>A key of the marketplace's backend.</summary>
    internal string ServerKey { get; private set; } = "";

    protected abstract Task<string?> DatabaseUrlAsync();

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string> { ["HAGGLE_DATA"] = folder["data"], ["SECRET_KEY"] = Secret };
        if (await DatabaseUrlAsync() is { } url)
            settings["DATABASE_URL"] = url;
        server = await ServerProcess.StartAsync(settings);
        ServerKey = await ServerProgram.RunAsync(settings, "key", "create", "--name", "shop");
        using var http = new HttpClient { BaseAddress = Address };
        description = new Description(await http.GetByteArrayAsync(new Uri("/openapi.json", UriKind.Relative)));
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Over the embedded database.</summary>
public sealed class SqliteServer : NativeServer
{
    protected override Task<string?> DatabaseUrlAsync() => Task.FromResult<string?>(null);
}

/// <summary>Over PostgreSQL.</summary>
public sealed class PostgreSqlServer : NativeServer
{
    private PostgresDatabase? database;

    protected override async Task<string?> DatabaseUrlAsync() => (database = await PostgresDatabase.CreateAsync()).Url;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }
}
