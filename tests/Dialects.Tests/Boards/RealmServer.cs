using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Haggle.Dialects.Tests.Boards;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

[assembly: AssemblyFixture(typeof(RealmServer))]

namespace Haggle.Dialects.Tests.Boards;

/// <summary>Where nobody's word is taken: people prove who they are by tokens of a sign-in service with a realm for buyers and one for sellers.</summary>
public sealed class RealmServer : NativeServer
{
    private const string Issuer = "https://auth.market.example/realms/";

    private static readonly string[] Realms = ["BuyerRealm", "SellerRealm"];

    private readonly Dictionary<string, RSA> keys = Realms.ToDictionary(realm => realm, _ => RSA.Create(2048));
    private readonly TemporaryFolder folder = new();

    protected override IEnumerable<(string Name, string Value)> Settings
    {
        get
        {
            foreach (var (realm, key) in keys)
            {
                var parameters = key.ExportParameters(includePrivateParameters: false);
                var jwk = new { kty = "RSA", use = "sig", kid = realm, n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) };
                File.WriteAllText(folder[realm], JsonSerializer.Serialize(new { keys = new[] { jwk } }));
            }
            return
            [
                ("HAGGLE_IDENTITY", "verified"), ("BOARDS_GLOBAL_LISTS", "true"), ("MARKETPLACE_JWKS", string.Join(',', Realms.Select(realm => folder[realm]))),
                ("MARKETPLACE_ISSUER", string.Join(',', Realms.Select(realm => Issuer + realm))),
            ];
        }
    }

    /// <param name="realm">Such as <c>BuyerRealm</c>.</param>
    /// <param name="subject">The person's id there.</param>
    /// <param name="life">Negative for one that has expired.</param>
    /// <param name="party">The client; null: called like the realm.</param>
    public string Token(string realm, string subject, TimeSpan? life = null, string? party = null)
    {
        var now = DateTimeOffset.UtcNow;
        var claims = new { iss = Issuer + realm, sub = subject, azp = party ?? realm, aud = "account", typ = "Bearer", iat = (now - TimeSpan.FromHours(1)).ToUnixTimeSeconds(), exp = (now + (life ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds() };
        var input = $"{Encode($$"""{"alg":"RS256","typ":"JWT","kid":"{{realm}}"}""")}.{Encode(JsonSerializer.Serialize(claims))}";
        return $"{input}.{Base64Url.EncodeToString((keys.GetValueOrDefault(realm) ?? keys[Realms[0]]).SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var key in keys.Values)
            key.Dispose();
        folder.Dispose();
    }

    protected override Task<string?> DatabaseUrlAsync() => Task.FromResult<string?>(null);

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
