using Npgsql;

namespace Haggle.Bench.Load.Targets;

/// <summary>A PostgreSQL that measurements may fill: one new database for each server, dropped afterwards.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly Uri address;
    private readonly NpgsqlDataSource admin;
    private int databases;

    /// <param name="address"><c>postgresql://user:password@host:port/name</c>; the user may create databases.</param>
    public Postgres(Uri address)
    {
        this.address = address;
        var login = address.UserInfo.Split(':', 2);
        admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port > 0 ? address.Port : 5432,
            Username = Uri.UnescapeDataString(login[0]),
            Password = login.Length > 1 ? Uri.UnescapeDataString(login[1]) : null,
            Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
            Pooling = false, // no idle backend of ours beside the measured ones
        });
    }

    /// <summary>What decides how honest a durable figure is, e.g. <c>fsync</c> = <c>on</c>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SettingsAsync(CancellationToken cancellation)
    {
        var settings = new Dictionary<string, string>();
        foreach (var name in (string[])["server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size"])
            settings[name] = (string)(await ScalarAsync($"show {name}", cancellation))!;
        return settings;
    }

    /// <summary>The process whose children are the backends; it must run on this machine.</summary>
    public async Task<int> PostmasterAsync(CancellationToken cancellation)
    {
        await using var connection = await admin.OpenConnectionAsync(cancellation);
        return Measure.ProcFiles.Times(connection.ProcessID)?.Parent
            ?? throw new InvalidOperationException("PostgreSQL does not run on this machine, so its CPU cannot be read.");
    }

    public async Task<FreshDatabase> CreateAsync(CancellationToken cancellation)
    {
        var name = $"bench_{Environment.ProcessId}_{++databases}";
        await ScalarAsync($"create database {name}", cancellation);
        await ScalarAsync("checkpoint", cancellation); // puts the next timed one behind this run
        return new(this, name, new UriBuilder(address) { Path = name }.Uri.AbsoluteUri);
    }

    public ValueTask DisposeAsync() => admin.DisposeAsync();

    private async Task<object?> ScalarAsync(string statement, CancellationToken cancellation)
    {
        await using var command = admin.CreateCommand(statement);
        return await command.ExecuteScalarAsync(cancellation);
    }

    internal sealed record FreshDatabase(Postgres Postgres, string Name, string Address) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
            => await Postgres.ScalarAsync($"drop database {Name} with (force)", CancellationToken.None);
    }
}
