using System.Collections.Concurrent;
using System.Security.Cryptography;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Native;

/// <summary>The real server over one of its stores, started by the first test that wants it and shared by all: each makes people of its own, so they do not meet.</summary>
public abstract class NativeServer : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Description>>> doors = [];
    private readonly Lazy<Task> starting;
    private ServerProcess? server;
    private Description? description, boards;

    protected NativeServer() => starting = new Lazy<Task>(StartAsync);

    /// <summary>Signs the server's tokens, so that a test can make one that has expired.</summary>
    internal string Secret { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));

    internal Uri Address => server!.Address;

    /// <summary>What the server says of its own API; every answer in these tests is compared with it.</summary>
    internal Description Description => description!;

    /// <summary>What it says of the wire behind a door, asked once.</summary>
    internal Task<Description> DescriptionOfAsync(string door) => doors.GetOrAdd(door, new Lazy<Task<Description>>(async () =>
    {
        using var http = new HttpClient { BaseAddress = Address };
        return new Description(await http.GetByteArrayAsync(new Uri($"{door}/openapi.json", UriKind.Relative)), door);
    })).Value;

    /// <summary>What it says of the boards' wire; every answer in the tests of that is compared with it.</summary>
    internal Description BoardsDescription => boards!;

    /// <summary>A key of the marketplace's backend.</summary>
    internal string ServerKey { get; private set; } = "";

    /// <summary>Beside those of every test's server.</summary>
    protected virtual IEnumerable<(string Name, string Value)> Settings => [];

    protected abstract Task<string?> DatabaseUrlAsync();

    /// <summary>Done when the server answers; everything else here is for afterwards.</summary>
    internal Task ReadyAsync() => starting.Value;

    public virtual async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task StartAsync()
    {
        var settings = new Dictionary<string, string> { ["HAGGLE_DATA"] = folder["data"], ["SECRET_KEY"] = Secret };
        foreach (var (name, value) in Settings)
            settings[name] = value;
        if (await DatabaseUrlAsync() is { } url)
            settings["DATABASE_URL"] = url;
        server = await ServerProcess.StartAsync(settings);
        ServerKey = await ServerProgram.RunAsync(settings, "key", "create", "--name", "shop");
        using var http = new HttpClient { BaseAddress = Address };
        description = new Description(await http.GetByteArrayAsync(new Uri("/openapi.json", UriKind.Relative)));
        boards = new Description(await http.GetByteArrayAsync(new Uri("/boards/openapi.json", UriKind.Relative)));
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

/// <summary>Over the embedded database, where nobody's word is taken for who they are.</summary>
public sealed class VerifiedServer : NativeServer
{
    protected override Task<string?> DatabaseUrlAsync() => Task.FromResult<string?>(null);

    /// <summary>Signs the tokens of the marketplace.</summary>
    internal string MarketplaceSecret { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));

    protected override IEnumerable<(string Name, string Value)> Settings => [("HAGGLE_IDENTITY", "verified"), ("MARKETPLACE_SECRET", MarketplaceSecret)];
}
