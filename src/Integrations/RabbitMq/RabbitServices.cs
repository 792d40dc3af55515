using Haggle.Core.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Integrations.RabbitMq;

/// <summary>Events in and out over a RabbitMQ broker.</summary>
public static class RabbitServices
{
    /// <param name="address">Null: no broker, and nothing of this runs.</param>
    public static IServiceCollection AddRabbitMq(this IServiceCollection services, BrokerAddress? address)
    {
        services.AddSingleton<OutboxBell>().AddSingleton<IOutboxBell>(provider => provider.GetRequiredService<OutboxBell>());
        return address is null
            ? services
            : services
                .AddSingleton(address)
                .AddSingleton<ISubscriber, UserEvents>()
                .AddSingleton<ISubscriber, SaleEvents>()
                .AddSingleton<Broker>()
                .AddHostedService(provider => provider.GetRequiredService<Broker>())
                .AddHostedService<OutboxRelay>()
                .AddHostedService<Consumers>();
    }
}
