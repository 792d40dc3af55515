using System.Globalization;
using System.Net;
using Haggle.Core.Limits;

namespace Haggle.Server.Limits;

internal static class RequestLimit
{
    /// <summary>So many requests from one address, whatever they are, before anything is spent on them; probes are let through.</summary>
    public static void UseRequestLimit(this WebApplication app)
    {
        var rates = app.Services.GetRequiredService<IRateLimits>();
        app.Use((http, next) =>
        {
            if (IsProbe(http.Request.Path) || rates.TakeRequest(http.Connection.RemoteIpAddress ?? IPAddress.None) is not { } tooFast)
                return next(http);
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(tooFast.RetryAfter?.TotalSeconds ?? 1)).ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask; // the body follows in the form of every other answer
        });
    }

    private static bool IsProbe(PathString path) => path == "/api/v1/health" || path == "/api/v1/ready";
}
