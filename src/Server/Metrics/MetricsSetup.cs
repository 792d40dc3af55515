using Haggle.Dialects.Native;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Server.Settings;
using Haggle.Storage;

namespace Haggle.Server.Metrics;

internal static class MetricsSetup
{
    public static IServiceCollection AddMetricBook(this IServiceCollection services)
        => services.AddSingleton<Levels>().AddSingleton<Samples>().AddSingleton(provider => new MetricBook(provider.GetRequiredService<Levels>().Meter));

    /// <summary>From now on everything is counted. Whatever may happen stands there with nought, so that an alarm sees the first time.</summary>
    public static void UseMetricBook(this WebApplication app, ServerSettings settings)
    {
        var services = app.Services;
        services.GetRequiredService<MetricBook>();
        services.GetRequiredService<Levels>().Show(services.GetRequiredService<Hub>(), services.GetRequiredService<IStorageLoad>(), services.GetRequiredService<Samples>());
        foreach (var door in settings.Dialects.Prepend(NativeDialect.Name))
        {
            SocketMetrics.Prime(door);
            MessageMetrics.Prime(door);
        }
        DeliveryMetrics.Prime();
        LimitMetrics.Prime();
        StorageMetrics.Prime();
        FailureMetrics.Prime();
    }
}
