using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace Haggle.Realtime.Sockets;

/// <summary>Turns an HTTP request into a WebSocket. Source: RFC 6455, section 4.2.</summary>
public static class Handshake
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Whether the request asks for a WebSocket of the version that we speak.</summary>
    public static bool IsWanted(HttpContext http)
        => HttpMethods.IsGet(http.Request.Method)
            && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && string.Equals(http.Request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
            && http.Request.Headers.SecWebSocketVersion == "13"
            && IsKey(http.Request.Headers.SecWebSocketKey);

    /// <summary>Answers 101; from then on the stream is the socket. Only after <see cref="IsWanted"/>.</summary>
    public static async Task<Stream> AcceptAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Connection = HeaderNames.Upgrade;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = AcceptKey(http.Request.Headers.SecWebSocketKey!);
        // How slow a reader may be is our own rule: it is told so by a close code, not cut off.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } responseRate)
            responseRate.MinDataRate = null;
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } requestRate)
            requestRate.MinDataRate = null;
        return await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    /// <summary>A browser's page from elsewhere may not use the visitor's socket; a client that is no browser sends no Origin.</summary>
    /// <param name="http">The handshake.</param>
    /// <param name="allowed">Other sites that may.</param>
    public static bool IsOriginAllowed(HttpContext http, OriginList allowed)
    {
        var origin = http.Request.Headers.Origin;
        if (origin.Count == 0)
            return true;
        if (origin.Count > 1 || origin[0] is not { } one)
            return false;
        return allowed.Contains(one)
            || (Uri.TryCreate(one, UriKind.Absolute, out var url) && string.Equals(url.Authority, http.Request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsKey(string? key)
    {
        Span<byte> nonce = stackalloc byte[18];
        return key?.Length == 24 && Convert.TryFromBase64String(key, nonce, out var length) && length == 16;
    }

    private static string AcceptKey(string key)
    {
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // SHA-1 is what the RFC says; it protects nothing here
        SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic), hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }
}
