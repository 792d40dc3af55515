using System.Security.Cryptography;
using Haggle.Testing;

namespace Haggle.Faults.Deploy;

/// <summary>What <c>deploy/compose.yaml</c> brings up, as processes of this machine; nginx or HAProxy come with each test.</summary>
public sealed class Installation : IAsyncLifetime
{
    /// <summary>As one would fill in the example.</summary>
    private readonly Dictionary<string, string> _variables;
    private PostgresDatabase? _database;
    private LocalRedis? _redis;
    private LocalRabbit? _rabbit;

    public Installation()
    {
        _variables = new(ComposeFile.ReadVariables(ComposeFile.Example)) { ["SYSTEM_TOKEN"] = SystemToken, ["AUTH_SERVICE_URL"] = Auth.Address.OriginalString };
        foreach (var name in ComposeFile.Required)
            _variables[name] = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
    }

    internal AuthStandIn Auth { get; } = new();

    internal string SystemToken { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <summary>In the order of the file.</summary>
    internal IReadOnlyList<Node> Nodes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var redis = LocalRedis.StartAsync();
        _rabbit = await LocalRabbit.StartAsync();
        _redis = await redis;
        _database = await PostgresDatabase.CreateAsync();
        Dictionary<string, string> elsewhere = new() { ["DATABASE_URL"] = _database.Url, ["REDIS_URL"] = _redis.Url, ["RABBITMQ_URL"] = _rabbit.Url };
        Nodes = await Task.WhenAll(new ComposeFile(_variables).Nodes.Select(node => Node.StartAsync(ComposeFile.EnvironmentOf(node.Service), elsewhere)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.Server.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        if (_rabbit is not null)
            await _rabbit.DisposeAsync();
        await Auth.DisposeAsync();
    }
}
