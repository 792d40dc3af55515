using Haggle.Realtime.Metrics;
using Haggle.Server.Metrics;
using Haggle.Server.Settings;
using Microsoft.Extensions.Configuration.Memory;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Haggle.Server.Telemetry;

/// <summary>Sends metrics and the spans of requests to the collector, as the <c>OTEL_</c> settings say. A collector that is away delays nothing.</summary>
internal sealed class Export : BackgroundService
{
    /// <summary>How often the database is asked for what only it can say.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly MeterProvider metrics;
    private readonly TracerProvider traces;
    private readonly Samples samples;
    private readonly TimeProvider clock;

    public Export(ServerSettings settings, Samples samples, TimeProvider clock)
    {
        (this.samples, this.clock) = (samples, clock);
        // The library reads the environment by itself, but not the files that our settings may stand in.
        var configuration = new ConfigurationRoot([new MemoryConfigurationProvider(new MemoryConfigurationSource { InitialData = settings.Telemetry! })]);
        metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(Name)
            .AddMeter(HaggleMeter.Name, "Npgsql")
            .AddView(instrument => instrument.Meter.Name != "Npgsql" ? null
                : instrument.Name.StartsWith("db.client.connection.", StringComparison.Ordinal) ? new MetricStreamConfiguration { TagKeys = ["db.client.connection.state"] }
                : MetricStreamConfiguration.Drop)
            .AddOtlpExporter()
            .Build();
        traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(Name)
            .AddSource("Microsoft.AspNetCore")
            .AddProcessor(new Discretion()) // before the exporter, which sees what is left
            .AddOtlpExporter()
            .Build();
    }

    public override void Dispose()
    {
        metrics.Dispose(); // what waits is sent
        traces.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
            await samples.RefreshAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> say counts more.</summary>
    private static void Name(ResourceBuilder resource)
        => resource.Clear().AddService("haggle", serviceVersion: Version.Of).AddTelemetrySdk().AddEnvironmentVariableDetector();
}
