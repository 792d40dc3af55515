using Haggle.Core.People;
using Haggle.Core.Text;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.FastApi;

/// <summary>What a request says of where it comes from.</summary>
internal static class Devices
{
    private const int UserAgentCharacters = 256;
    private const int NameCharacters = 64;

    /// <param name="name">The client's own word, or null.</param>
    public static Device Device(this HttpContext http, string? name)
    {
        var address = http.Connection.RemoteIpAddress;
        return new Device(
            address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address, Clean(http.Request.Headers.UserAgent.ToString(), UserAgentCharacters), Clean(name, NameCharacters));
    }

    private static string? Clean(string? text, int most)
        => string.IsNullOrWhiteSpace(text) || !WellFormed.IsWellFormed(text) || text.Any(char.IsControl) ? null : CodePoints.Shorten(text.Trim(), most);
}
