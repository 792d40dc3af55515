using Microsoft.Extensions.FileProviders;

namespace Haggle.Server.Pages;

/// <summary>The try-it page at <c>/</c>: plain files beside the program, under a policy that runs nothing but them.</summary>
internal static class TryPage
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "web", "try");

    public static void UseTryPage(this WebApplication app)
    {
        if (!Directory.Exists(Folder))
            return;
        app.UseFileServer(new FileServerOptions
        {
            FileProvider = new PhysicalFileProvider(Folder),
            StaticFileOptions =
            {
                OnPrepareResponse = static file =>
                {
                    var headers = file.Context.Response.Headers;
                    headers.ContentSecurityPolicy = PolicyFor(file.Context.Request.Host.Value);
                    headers.CacheControl = "no-cache"; // asked for each time, answered by 304 as long as the file is the same
                    headers.XContentTypeOptions = "nosniff";
                    headers["Referrer-Policy"] = "no-referrer";
                },
            },
        });
    }

    /// <summary>The forms ws: and wss: of the own host are for browsers that do not count them as 'self'.</summary>
    private static string PolicyFor(string? host)
        => $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}
