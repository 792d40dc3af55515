using System.Globalization;
using System.Net;
using Haggle.Core;
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
            if (IsProbe(http.Request.Path) || Take(rates, http) is not { } tooFast)
                return next(http);
            var seconds = Math.Max(1, Math.Ceiling(tooFast.RetryAfter?.TotalSeconds ?? 1)).ToString(CultureInfo.InvariantCulture);
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = seconds;
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync(Doors.IsBehindOne(http.Request.Path)
                ? """{"detail":"Too many requests, slow down"}"""
                : $$"""{"detail":"Too many requests, slow down","code":"rate_limited","retry_after":{{seconds}}}""");
        });
    }

    private static Refusal? Take(IRateLimits rates, HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        return HttpMethods.IsGet(http.Request.Method) && Doors.IsCheapList(http.Request.Path) ? rates.TakeLook(address) : rates.TakeRequest(address, Doors.IsCrowd(http.Request.Path));
    }

    private static bool IsProbe(PathString path) => path == "/api/v1/health" || path == "/api/v1/ready" || path == "/lais/health" || path == "/gametrade/health";
}
