using Haggle.Integrations.AuthService;
using Haggle.Server.Identity.Tokens;
using Haggle.Server.Settings;

namespace Haggle.Server.Commands.Checks;

/// <summary>Whether the marketplace's keys can be had.</summary>
internal static class KeySetCheck
{
    private const string Subject = "keys";

    public static async Task<Finding?> LookAsync(ServerSettings settings, CancellationToken cancellation)
    {
        if (settings.MarketplaceJwks.Count == 0)
            return null;
        var count = 0;
        try
        {
            foreach (var place in settings.MarketplaceJwks)
                if (KeySet.Parse(await ReadAsync(place, cancellation)) is { Keys.Count: > 0 and var some })
                    count += some;
                else
                    return Finding.Wrong(Subject, "MARKETPLACE_JWKS holds no key that we can use (RSA from 2048 bits, or EC P-256).", "name the marketplace's JSON Web Key Set.");
            return Finding.Well(Subject, $"MARKETPLACE_JWKS holds {count}.");
        }
        catch (Exception away) when (away is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            return Finding.Wrong(Subject, $"MARKETPLACE_JWKS cannot be had: {away.Message}", "see that the address or file is right and can be reached from here.");
        }
    }

    private static async Task<byte[]> ReadAsync(string place, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(place, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return await File.ReadAllBytesAsync(place, cancellation);
        using var download = new KeySetDownload(address);
        return await download.GetAsync(cancellation);
    }
}
