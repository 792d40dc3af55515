using Haggle.Core;
using Haggle.Core.Presence;
using Haggle.Realtime.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Haggle.Realtime;

public static class RealtimeSetup
{
    public static IServiceCollection AddRealtime(this IServiceCollection services)
    {
        services.TryAddSingleton<IBackplane, Alone>();
        services.AddSingleton<Hub>();
        services.AddSingleton<IDelivery>(provider => provider.GetRequiredService<Hub>());
        services.AddSingleton<IPresence>(provider => provider.GetRequiredService<Hub>());
        services.AddSingleton<ITyping>(provider => provider.GetRequiredService<Hub>());
        services.AddSingleton<Sockets.SocketHost>();
        services.AddSingleton<Drain>();
        services.AddHostedService<Sweep>();
        services.AddHostedService<Repair>();
        services.AddHostedService<NewsRound>();
        return services;
    }
}
