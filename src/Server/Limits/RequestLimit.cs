using System.Globalization;
using System.Net;
using Haggle.Core.Limits;
using Haggle.Server.Hosting;

namespace Haggle.Server.Limits;

internal static class RequestLimit
{
    /// <summary>So many requests from one address, whatever they are, before anything is spent on them; probes are let through.</summary>
    public static void UseRequestLimit(this WebApplication app)
    {
        var rates = app.Services.GetRequiredService<IRateLimits>();
        app.Use((http, next) =>
        {
            var path = http.Request.Path;
            if (IsProbe(path) || rates.TakeRequest(http.Connection.RemoteIpAddress ?? IPAddress.None, IsCrowd(path)) is not { } tooFast)
                return next(http);
            var seconds = Math.Max(1, Math.Ceiling(tooFast.RetryAfter?.TotalSeconds ?? 1)).ToString(CultureInfo.InvariantCulture);
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = seconds;
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync($$"""{"detail":"Too many requests, slow down","code":"rate_limited","retry_after":{{seconds}}}""");
        });
    }

    /// <summary>Where many users come from behind one proxy: the limits that contracts/lais.md names.</summary>
    private static bool IsCrowd(PathString path) => path.StartsWithSegments(Doors.LaisPrefix);

    private static bool IsProbe(PathString path) => path == "/api/v1/health" || path == "/api/v1/ready" || path == "/lais/health";
}
