using System.Runtime.CompilerServices;
using Haggle.Server.Settings;

namespace Haggle.Server.Telemetry;

/// <summary>OpenTelemetry, for whoever has a collector. Without <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> nothing of it is loaded.</summary>
internal static class TelemetrySetup
{
    /// <summary>Before the host is built: it decides once whether its spans say anything.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, ServerSettings settings)
    {
        if (!settings.IsTelemetryWanted)
            return services;
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        return AddExport(services);
    }

    // Apart, so that the library is not loaded for looking at the method above.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IServiceCollection AddExport(IServiceCollection services) => services.AddHostedService<Export>();
}
