using Haggle.Integrations.Redis;
using Haggle.Server.Settings;

namespace Haggle.Server.Commands.Checks;

/// <summary>Whether Redis lets us in. Without it the nodes hear of each other later.</summary>
internal static class RedisCheck
{
    private const string Subject = "redis";

    public static async Task<Finding?> LookAsync(ServerSettings settings, CancellationToken cancellation)
    {
        if (settings.Redis is not { } address)
            return null;
        return await RedisProbe.LookAsync(address, cancellation) is { } problem
            ? Finding.Doubtful(Subject, $"{address} cannot be used: {problem}; the nodes hear of each other by the database, up to two seconds late.", "see that it runs, and that REDIS_URL names it and its password.")
            : Finding.Well(Subject, $"{address} lets us in.");
    }
}
