using System.Text.Json.Serialization;
using Haggle.Dialects.Native.OpenApi;
using Haggle.Storage;

namespace Haggle.Server.Health;

/// <summary><c>/health</c> says that the process lives, <c>/ready</c> whether it can serve: for probes and load balancers, without a credential.</summary>
internal static class HealthEndpoints
{
    private const string Ready = """
        {"status": "ready", "draining": false, "database": {"engine": "sqlite", "reachable": true, "writable": true, "schema_current": true, "problem": null}}
        """;

    private const string Unavailable = """
        {"status": "unavailable", "draining": false, "database": {"engine": "postgresql", "reachable": false, "writable": false, "schema_current": false, "problem": "no connection"}}
        """;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Operation");
        api.MapGet("/health", static () => TypedResults.Json(new HealthJson("ok", Version.Of), HealthWords.Default.HealthJson))
            .Describe("getHealth", "Whether the process lives")
            .Produces<HealthJson>()
            .WithAnswerExample(StatusCodes.Status200OK, """{"status": "ok", "version": "0.1.0"}""");
        api.MapGet("/ready", ReadyAsync)
            .Describe("getReady", "Whether the server can serve, with the state of each dependency")
            .Produces<ReadyJson>()
            .Produces<ReadyJson>(StatusCodes.Status503ServiceUnavailable)
            .WithAnswerExample(StatusCodes.Status200OK, Ready)
            .WithAnswerExample(StatusCodes.Status503ServiceUnavailable, Unavailable);
    }

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary);

    private static async Task<IResult> ReadyAsync(IStorageHealth storage, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var health = await storage.CheckAsync(cancellation);
        var isLeaving = lifetime.ApplicationStopping.IsCancellationRequested;
        var state = new ReadyJson(
            health.IsWell && !isLeaving ? "ready" : "unavailable",
            isLeaving,
            new DependencyJson(health.Engine, health.IsReachable, health.IsWritable, health.IsCurrent, health.Problem));
        return TypedResults.Json(state, HealthWords.Default.ReadyJson, statusCode: health.IsWell && !isLeaving ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

internal sealed record HealthJson(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("version")] string Version);

internal sealed record ReadyJson(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("draining")] bool Draining,
    [property: JsonPropertyName("database")] DependencyJson Database);

internal sealed record DependencyJson(
    [property: JsonPropertyName("engine")] string Engine,
    [property: JsonPropertyName("reachable")] bool Reachable,
    [property: JsonPropertyName("writable")] bool Writable,
    [property: JsonPropertyName("schema_current")] bool SchemaCurrent,
    [property: JsonPropertyName("problem")] string? Problem);

[JsonSerializable(typeof(HealthJson))]
[JsonSerializable(typeof(ReadyJson))]
internal sealed partial class HealthWords : JsonSerializerContext;
