using Haggle.Core;
using Haggle.Server.Metrics;
using Microsoft.AspNetCore.Diagnostics;

namespace Haggle.Server.Hosting;

/// <summary>What no caller caused, said in the form of every other answer and logged once.</summary>
internal static partial class Failures
{
    public static void UseFailures(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Haggle.Server.Failures");
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                // the caller left; nobody is there to be answered
            }
            catch (Exception failure) when (!http.Response.HasStarted)
            {
                await AnswerAsync(http, failure, log);
            }
        });
        app.UseStatusCodePages(static context => Say(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    private static Task AnswerAsync(HttpContext http, Exception failure, ILogger log)
    {
        http.Response.Clear();
        http.Response.Headers.XContentTypeOptions = EveryAnswer.NoSniff;
        switch (failure)
        {
            case StorageUnavailableException:
                FailureMetrics.StoreAway();
                StoreAway(log, http.Request.Method, RouteOf(http));
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                http.Response.Headers.RetryAfter = "1";
                break;
            case BadHttpRequestException bad:
                http.Response.StatusCode = bad.StatusCode;
                break;
            default:
                FailureMetrics.Mistake();
                RequestFailed(log, http.Request.Method, RouteOf(http), failure);
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
        }
        return Say(http, http.Response.StatusCode);
    }

    /// <summary>The body of an answer that has only a status so far. Codes are a word of the native wire.</summary>
    private static Task Say(HttpContext http, int status)
    {
        var (code, detail) = status switch
        {
            400 => ("bad_request", "Bad Request"),
            401 => ("unauthorized", "Not authenticated"),
            403 => ("forbidden", "Forbidden"),
            404 => ("not_found", "Not Found"),
            405 => ("method_not_allowed", "Method Not Allowed"),
            413 => ("too_large", "Too large"),
            415 => ("unsupported_media", "Unsupported media type"),
            429 => ("rate_limited", "Too many requests"),
            503 => ("unavailable", "Unavailable, retry"),
            _ when status >= 500 => ("internal", "Something went wrong on our side"),
            _ => ("bad_request", "Bad Request"),
        };
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(Doors.IsBehindOne(http.Request.Path) ? $$"""{"detail":"{{detail}}"}""" : $$"""{"detail":"{{detail}}","code":"{{code}}"}""");
    }

    /// <summary>The route's pattern, never the address: ids are harmless, a query may hold a token.</summary>
    private static string RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "?";

    [LoggerMessage(LogLevel.Warning, "{Method} {Route}: the store is away")]
    private static partial void StoreAway(ILogger log, string method, string route);

    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed")]
    private static partial void RequestFailed(ILogger log, string method, string route, Exception failure);
}
