namespace Haggle.Server.Pages;

/// <summary>The API to read and to try at <c>/docs</c>: Swagger UI over <c>/openapi.json</c>, all of it from this program.</summary>
internal static class ApiPage
{
    private const string Address = "/docs";

    // Swagger UI's own page answers /docs with a redirection and has its start-up code inline, which our policy does not run.
    private const string Page = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <title>Haggle API</title>
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <link rel="stylesheet" href="docs/swagger-ui.css">
          <link rel="icon" href="data:,">
        </head>
        <body>
          <div id="swagger-ui"></div>
          <script src="docs/swagger-ui-bundle.js"></script>
          <script src="docs/start.js"></script>
        </body>
        </html>
        """;

    // Without a validatorUrl the page would ask a site of its makers to judge our description.
    private const string Start = """
        window.ui = SwaggerUIBundle({
          url: "openapi.json",
          dom_id: "#swagger-ui",
          deepLinking: true,
          docExpansion: "list",
          filter: true,
          tryItOutEnabled: true,
          displayRequestDuration: true,
          validatorUrl: null
        });
        """;

    public static void UseApiPage(this WebApplication app) => app.UseWhen(static http => http.Request.Path.StartsWithSegments(Address), static docs =>
    {
        docs.Use(static (http, next) =>
        {
            Protect(http);
            if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
                return next(http);
            return http.Request.Path.Value switch
            {
                Address => Results.Content(Page, "text/html; charset=utf-8").ExecuteAsync(http),
                $"{Address}/start.js" => Results.Content(Start, "text/javascript; charset=utf-8").ExecuteAsync(http),
                _ => next(http),
            };
        });
        docs.UseSwaggerUI(static options => options.RoutePrefix = Address.TrimStart('/'));
    });

    /// <summary>Whether it is one of the files that the page is made of: the same for all wires.</summary>
    public static bool IsPart(PathString path) => path.Value?.StartsWith($"{Address}/", StringComparison.Ordinal) == true;

    /// <summary>The same page under a door's prefix, over the description that is beside it.</summary>
    public static void MapApiPage(this IEndpointRouteBuilder door) => door.MapGet(Address, static (HttpContext http) =>
    {
        Protect(http);
        return Results.Content(Page.Replace("\"docs/", "\"../docs/", StringComparison.Ordinal), "text/html; charset=utf-8");
    }).ExcludeFromDescription();

    private static void Protect(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = PolicyFor(http.Request.Host.Value);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>
    /// The page may call us and open a WebSocket to us; the forms ws: and wss: are for browsers that do not count them as 'self'.
    /// Swagger UI writes styles into its elements and draws its icons from data: addresses.
    /// </summary>
    private static string PolicyFor(string? host)
        => $"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}
