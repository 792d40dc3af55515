using System.Security.Cryptography;
using System.Text;
using Haggle.Server.Identity.Tokens;

namespace Haggle.Server.Tests.Identity;

public sealed class KeySetTests : IDisposable
{
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void Keys_that_we_cannot_use_are_passed_over()
    {
        using var weak = RSA.Create(1024);
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var point = wide.ExportParameters(false).Q;
        var usable = ec.ExportParameters(false).Q;
        var set = KeySet.Parse(Forge.Jwks(
            Forge.Jwk(weak),
            new { kty = "EC", crv = "P-384", x = Forge.Encode(point.X!), y = Forge.Encode(point.Y!) },
            new { kty = "EC", crv = "P-256", x = Forge.Encode(usable.X!), y = Forge.Encode(new byte[32]) }, // not on the curve
            new { kty = "oct", k = Forge.Encode(new byte[32]) },
            new { kty = "RSA", use = "enc", n = Forge.Encode(rsa.ExportParameters(false).Modulus!), e = "AQAB" },
            new { kty = "RSA", alg = "RS512", n = Forge.Encode(rsa.ExportParameters(false).Modulus!), e = "AQAB" },
            new { kty = "RSA", n = "not base64 url", e = "AQAB" },
            new { kty = "RSA", e = "AQAB" },
            new { kty = "unheard of" },
            Forge.Jwk(rsa, "r1"),
            Forge.Jwk(ec, "e1")));
        Assert.NotNull(set);
        Assert.Equal([("RS256", "r1"), ("ES256", "e1")], set.Keys.Select(key => (key.Algorithm, key.Id)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("<html>")]
    public void What_is_no_key_set_is_none(string text) => Assert.Null(KeySet.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_set_is_bounded()
    {
        Assert.Null(KeySet.Parse(Encoding.UTF8.GetBytes($$"""{"x":"{{new string('x', KeySet.MaxBytes)}}","keys":[]}""")));
        Assert.Null(KeySet.Parse(Forge.Jwks([.. Enumerable.Repeat(Forge.Jwk(rsa), 51)])));
        Assert.NotNull(KeySet.Parse(Forge.Jwks([.. Enumerable.Repeat(Forge.Jwk(ec), 50)])));
    }

    public void Dispose()
    {
        rsa.Dispose();
        ec.Dispose();
    }
}
