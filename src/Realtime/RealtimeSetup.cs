using Haggle.Core;
using Haggle.Core.Presence;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Realtime;

public static class RealtimeSetup
{
    public static IServiceCollection AddRealtime(this IServiceCollection services)
    {
        services.AddSingleton<Hub>();
        services.AddSingleton<IDelivery>(provider => provider.GetRequiredService<Hub>());
        services.AddSingleton<IPresence>(provider => provider.GetRequiredService<Hub>());
        services.AddSingleton<ITyping>(provider => provider.GetRequiredService<Hub>());
        services.AddSingleton<Sockets.SocketHost>();
        services.AddHostedService<Sweep>();
        services.AddHostedService<Repair>();
        return services;
    }
}
