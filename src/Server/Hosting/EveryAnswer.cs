using Haggle.Realtime.Sockets;
using Haggle.Server.Settings;
using Microsoft.Net.Http.Headers;

namespace Haggle.Server.Hosting;

/// <summary>What holds of every answer, also of those that no route gives: too many requests, no such route, a store that is away.</summary>
internal static class EveryAnswer
{
    public const string NoSniff = "nosniff";

    /// <summary>Before everything that answers. No browser guesses what an answer is, and a page that may call can read why it was refused.</summary>
    public static void UseEveryAnswer(this WebApplication app, ServerSettings settings)
    {
        var pagesBy = Doors.PagesBy(settings);
        app.Use((http, next) =>
        {
            http.Response.Headers.XContentTypeOptions = NoSniff;
            if (http.Request.Headers.Origin is [{ } origin] && http.Request.Headers.Upgrade.Count == 0)
            {
                var pages = pagesBy(http.Request.Path);
                http.Response.OnStarting(() => // not now: a failure clears what was said so far
                {
                    Welcome(http.Response.Headers, origin, pages);
                    return Task.CompletedTask;
                });
            }
            return next(http);
        });
    }

    /// <summary>As a route would, unless one did.</summary>
    private static void Welcome(IHeaderDictionary headers, string origin, OriginList pages)
    {
        if (headers.AccessControlAllowOrigin.Count > 0 || !pages.Contains(origin))
            return;
        headers.AccessControlAllowOrigin = pages.IsForEverybody ? "*" : origin;
        headers.AccessControlExposeHeaders = HeaderNames.RetryAfter;
        if (pages.IsForEverybody)
            return;
        headers.AccessControlAllowCredentials = "true";
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
    }
}
