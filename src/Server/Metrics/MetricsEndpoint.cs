using System.Net;
using System.Security.Cryptography;
using System.Text;
using Haggle.Server.Settings;

namespace Haggle.Server.Metrics;

/// <summary><c>GET /metrics</c>, for the operator's Prometheus alone. Anybody else is told that there is no such thing.</summary>
internal static class MetricsEndpoint
{
    private const string Path = "/metrics";

    private const string Scheme = "Bearer ";

    /// <summary>Each of these says that somebody asks through a proxy, whose address it then is; or that a page of some site does, in the operator's own browser.</summary>
    private static readonly string[] SignsOfOthers = ["Origin", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    public static void MapMetrics(this IEndpointRouteBuilder routes)
        => routes.MapGet(Path, WriteAsync).ExcludeFromDescription();

    private static async Task<IResult> WriteAsync(HttpContext http, MetricBook book, Samples samples, ServerSettings settings)
    {
        if (!IsForThem(http, settings.MetricsToken))
            return TypedResults.NotFound();
        await samples.RefreshAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(book.Write(), PrometheusText.ContentType, Encoding.UTF8);
    }

    /// <summary>With a token set, whoever has it and nobody else; without one, whoever is on this machine and asks without a proxy.</summary>
    private static bool IsForThem(HttpContext http, string? token)
        => token is not null ? IsToken(http.Request.Headers.Authorization, token) : IsFromHere(http) && !SignsOfOthers.Any(http.Request.Headers.ContainsKey);

    private static bool IsToken(string? authorization, string token)
        => authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..].Trim()), Hash(token));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>By the connection, and by the name that was asked for: a page whose name has been pointed here is no operator.</summary>
    private static bool IsFromHere(HttpContext http)
        => http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && (http.Request.Host.Host is "localhost" || (IPAddress.TryParse(http.Request.Host.Host, out var named) && IPAddress.IsLoopback(named)));
}
