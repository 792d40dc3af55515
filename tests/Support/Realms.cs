using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Haggle.Testing;

/// <summary>A sign-in service with a realm for buyers and one for sellers: what it publishes, and the tokens that it signs.</summary>
public sealed class Realms : IDisposable
{
    private const string Issuer = "https://auth.market.example/realms/";

    private static readonly string[] Names = ["BuyerRealm", "SellerRealm"];

    private readonly Dictionary<string, RSA> keys = Names.ToDictionary(realm => realm, _ => RSA.Create(2048));
    private readonly TemporaryFolder folder = new();

    public Realms()
    {
        foreach (var (realm, key) in keys)
        {
            var parameters = key.ExportParameters(includePrivateParameters: false);
            var jwk = new { kty = "RSA", use = "sig", kid = realm, n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) };
            File.WriteAllText(folder[realm], JsonSerializer.Serialize(new { keys = new[] { jwk } }));
        }
    }

    /// <summary>With which a server takes their tokens.</summary>
    public IEnumerable<(string Name, string Value)> Settings =>
    [
        ("MARKETPLACE_JWKS", string.Join(',', Names.Select(realm => folder[realm]))),
        ("MARKETPLACE_ISSUER", string.Join(',', Names.Select(realm => Issuer + realm))),
    ];

    /// <param name="realm">Such as <c>BuyerRealm</c>.</param>
    /// <param name="subject">The person's id there.</param>
    /// <param name="life">Negative for one that has expired.</param>
    /// <param name="party">The client; null: called like the realm.</param>
    public string Token(string realm, string subject, TimeSpan? life = null, string? party = null)
    {
        var now = DateTimeOffset.UtcNow;
        var (issued, ends) = (now - TimeSpan.FromHours(1), now + (life ?? TimeSpan.FromHours(1)));
        var claims = new
        {
            iss = Issuer + realm, sub = subject, azp = party ?? realm, aud = "account", typ = "Bearer", iat = issued.ToUnixTimeSeconds(), exp = ends.ToUnixTimeSeconds(),
        };
        var input = $"{Encode($$"""{"alg":"RS256","typ":"JWT","kid":"{{realm}}"}""")}.{Encode(JsonSerializer.Serialize(claims))}";
        var key = keys.GetValueOrDefault(realm) ?? keys[Names[0]];
        return $"{input}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose()
    {
        foreach (var key in keys.Values)
            key.Dispose();
        folder.Dispose();
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
