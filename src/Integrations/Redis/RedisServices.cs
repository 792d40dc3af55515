using Haggle.Realtime.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Integrations.Redis;

/// <summary>Several nodes by way of Redis.</summary>
public static class RedisServices
{
    /// <param name="services">Where the backplane is put.</param>
    /// <param name="address">Null: this node is alone, and nothing of this runs.</param>
    /// <param name="realm">Keeps installations apart that share one Redis: the same on all nodes of one.</param>
    public static IServiceCollection AddRedis(this IServiceCollection services, RedisAddress? address, string realm)
        => address is null
            ? services
            : services
                .AddSingleton(address)
                .AddSingleton<RedisLink>()
                .AddSingleton(provider => new RedisAllowances(provider.GetRequiredService<RedisLink>(), realm))
                .AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisBackplane>(provider, realm))
                .AddSingleton<IBackplane>(provider => provider.GetRequiredService<RedisBackplane>())
                .AddHostedService(provider => provider.GetRequiredService<RedisBackplane>());
}
