using Haggle.Realtime.Sockets;
using Haggle.Server.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace Haggle.Server.Hosting;

/// <summary>Pages of other sites that may call us, and proxies that may speak for others.</summary>
internal static class OtherSites
{
    public static IServiceCollection AddOtherSites(this IServiceCollection services, ServerSettings settings)
        // The middleware is passed by for what is no page of another site; routing would take its absence for a mistake.
        => services.Configure<RouteOptions>(routes => routes.SuppressCheckForUnhandledSecurityMetadata = true).AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            policy.Welcome(new OriginList(settings.CorsAllowOrigins));
        }));

    /// <summary>Pages of these sites may call.</summary>
    public static void Welcome(this Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder policy, OriginList origins)
    {
        if (origins.IsForEverybody)
            policy.AllowAnyOrigin(); // without credentials: tokens travel in headers that the page itself sets
        else
            policy.SetIsOriginAllowed(origins.Contains).AllowCredentials();
        policy.AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("Retry-After").SetPreflightMaxAge(TimeSpan.FromMinutes(10));
    }

    /// <summary>Not for sockets, which check the Origin by themselves, nor for what is no page of another site.</summary>
    public static void UseOtherSites(this WebApplication app)
        => app.UseWhen(http => http.Request.Headers.Origin.Count > 0 && http.Request.Headers.Upgrade.Count == 0, pages => pages.UseCors());

    public static void UseTrustedProxies(this WebApplication app, ServerSettings settings)
    {
        if (settings.TrustedProxies.Count == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.TrustedProxies)
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
