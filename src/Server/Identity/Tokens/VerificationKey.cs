using System.Security.Cryptography;

namespace Haggle.Server.Identity.Tokens;

/// <summary>A key and the one algorithm that it is for: a token cannot choose, so a public key never serves as a shared secret.</summary>
internal abstract class VerificationKey(string algorithm, string? id)
{
    /// <summary>As a token's header spells it (RFC 7518).</summary>
    public string Algorithm => algorithm;

    public string? Id => id;

    public abstract bool IsSignature(byte[] input, byte[] signature);
}

/// <summary>HS256.</summary>
/// <param name="secret">At least 32 bytes.</param>
internal sealed class SharedSecret(byte[] secret) : VerificationKey("HS256", null)
{
    public byte[] Sign(ReadOnlySpan<byte> input) => HMACSHA256.HashData(secret, input);

    public override bool IsSignature(byte[] input, byte[] signature) => CryptographicOperations.FixedTimeEquals(Sign(input), signature);
}

/// <summary>RS256.</summary>
internal sealed class RsaPublicKey : VerificationKey, IDisposable
{
    /// <summary>Shorter keys can be broken; longer ones only cost us time.</summary>
    public const int LeastBits = 2048, MostBits = 8192;

    private readonly RSA rsa = RSA.Create();
    private readonly Lock gate = new();

    /// <exception cref="CryptographicException">No usable public key.</exception>
    public RsaPublicKey(byte[] modulus, byte[] exponent, string? id)
        : base("RS256", id)
    {
        rsa.ImportParameters(new RSAParameters { Modulus = modulus, Exponent = exponent });
        if (rsa.KeySize is < LeastBits or > MostBits)
            throw new CryptographicException("An RSA key has 2048 to 8192 bits.");
    }

    public override bool IsSignature(byte[] input, byte[] signature)
    {
        lock (gate) // instances promise nothing about several threads
            return rsa.VerifyData(input, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public void Dispose() => rsa.Dispose();
}

/// <summary>ES256: the curve P-256, the signature as two plain numbers of 32 bytes.</summary>
internal sealed class EcPublicKey : VerificationKey, IDisposable
{
    private const int SignatureBytes = 64;

    private readonly ECDsa ec;
    private readonly Lock gate = new();

    /// <exception cref="CryptographicException">Not a point of the curve.</exception>
    public EcPublicKey(byte[] x, byte[] y, string? id)
        : base("ES256", id)
        => ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });

    public override bool IsSignature(byte[] input, byte[] signature)
    {
        if (signature.Length != SignatureBytes)
            return false;
        lock (gate)
            return ec.VerifyData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public void Dispose() => ec.Dispose();
}
