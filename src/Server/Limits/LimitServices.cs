using Haggle.Core.Limits;
using Haggle.Server.Settings;

namespace Haggle.Server.Limits;

internal static class LimitServices
{
    public static IServiceCollection AddLimits(this IServiceCollection services, ServerSettings settings)
        => services.AddSingleton<IRateLimits>(provider => new RateLimits(settings, provider.GetRequiredService<TimeProvider>()));
}
