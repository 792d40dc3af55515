using Haggle.Core.Limits;
using Haggle.Server.Settings;

namespace Haggle.Server.Limits;

internal static class LimitServices
{
    public static IServiceCollection AddLimits(this IServiceCollection services, ServerSettings settings)
    {
        services
            .AddSingleton(provider => new RateLimits(settings, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IRateLimits>(provider => provider.GetRequiredService<RateLimits>());
        return settings.Redis is null ? services : services.AddHostedService<SharedLimits>();
    }
}
