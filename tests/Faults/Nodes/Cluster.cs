using System.Security.Cryptography;
using Haggle.Testing;

namespace Haggle.Faults.Nodes;

/// <summary>Two servers over one database and one Redis.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private Cluster(IReadOnlyList<ServerProcess> servers) => Servers = servers;

    public IReadOnlyList<ServerProcess> Servers { get; }

    public IReadOnlyList<Uri> Addresses => [.. Servers.Select(server => server.Address)];

    /// <param name="databaseUrl">As DATABASE_URL wants it.</param>
    /// <param name="redisUrls">As REDIS_URL wants it, for each server its own way there.</param>
    public static Task<Cluster> StartAsync(string databaseUrl, params IReadOnlyList<string> redisUrls) => StartAsync(databaseUrl, [], redisUrls);

    /// <inheritdoc cref="StartAsync(string, IReadOnlyList{string})"/>
    /// <param name="more">Settings of both.</param>
    public static async Task<Cluster> StartAsync(string databaseUrl, IReadOnlyList<(string Name, string Value)> more, params IReadOnlyList<string> redisUrls)
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
        return new Cluster(await Task.WhenAll(redisUrls.Select(redis =>
        {
            var settings = new Dictionary<string, string> { ["DATABASE_URL"] = databaseUrl, ["REDIS_URL"] = redis, ["SECRET_KEY"] = secret };
            foreach (var (name, value) in more)
                settings[name] = value;
            return ServerProcess.StartAsync(settings);
        })));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers)
            await server.DisposeAsync();
    }
}
