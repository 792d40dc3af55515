using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haggle.Server.Tests.Identity;

/// <summary>Makes tokens, good and bad ones, without our own signer: a mistake in it must not hide behind itself.</summary>
internal static class Forge
{
    public const string Hs256 = """{"alg":"HS256","typ":"JWT"}""";
    public const string Rs256 = """{"alg":"RS256","typ":"JWT"}""";
    public const string Es256 = """{"alg":"ES256","typ":"JWT"}""";

    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public static string Hmac(byte[] secret, string header, string claims) => Hmac(secret, Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(claims));

    public static string Hmac(byte[] secret, byte[] header, byte[] claims) => Sign(header, claims, input => HMACSHA256.HashData(secret, input));

    public static string Rsa(RSA key, string header, string claims)
        => Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(claims), input => key.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Ec(ECDsa key, string header, string claims, DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
        => Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(claims), input => key.SignData(input, HashAlgorithmName.SHA256, format));

    public static string Claims(params (string Name, object? Value)[] claims)
        => JsonSerializer.Serialize(claims.ToDictionary(claim => claim.Name, claim => claim.Value));

    public static object Jwk(RSA key, string? id = null)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", kid = id, use = "sig", n = Encode(parameters.Modulus!), e = Encode(parameters.Exponent!) };
    }

    public static object Jwk(ECDsa key, string? id = null)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new { kty = "EC", crv = "P-256", kid = id, x = Encode(point.X!), y = Encode(point.Y!) };
    }

    public static byte[] Jwks(params object[] keys) => JsonSerializer.SerializeToUtf8Bytes(new { keys }, WithoutNulls);

    private static string Sign(byte[] header, byte[] claims, Func<byte[], byte[]> sign)
    {
        var input = $"{Encode(header)}.{Encode(claims)}";
        return $"{input}.{Encode(sign(Encoding.ASCII.GetBytes(input)))}";
    }
}
