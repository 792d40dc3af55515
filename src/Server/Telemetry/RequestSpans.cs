using Haggle.Server.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace Haggle.Server.Telemetry;

/// <summary>Gives a request's span the name of its route, and what came of it: the framework leaves that to whoever knows the routes.</summary>
internal static class RequestSpans
{
    /// <summary>Before everything that answers.</summary>
    public static void UseRequestSpans(this WebApplication app, ServerSettings settings)
    {
        if (!settings.IsTelemetryWanted)
            return;
        app.Use(static async (http, next) =>
        {
            await next(http);
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
                return;
            // The route's pattern, never the address: a query may hold a token.
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            var method = span.GetTagItem("http.request.method") as string ?? "HTTP"; // the framework's: a method that nobody knows is _OTHER
            span.DisplayName = route is null ? method : $"{method} {route}";
            span.SetTag("http.route", route);
            span.SetTag("http.response.status_code", http.Response.StatusCode);
        });
    }
}
