using System.Security.Cryptography;
using System.Text.Json;

namespace Haggle.Server.Identity.Tokens;

/// <summary>A JSON Web Key Set (RFC 7517): those of its keys that we can use. Others are passed over, as the RFC asks.</summary>
internal sealed class KeySet
{
    public const int MaxBytes = 64 * 1024;

    private const int MaxKeys = 50;

    /// <summary>A token without a key id is tried against so many keys at most.</summary>
    private const int MaxTries = 8;

    private KeySet(IReadOnlyList<VerificationKey> keys) => Keys = keys;

    public IReadOnlyList<VerificationKey> Keys { get; }

    /// <summary>Null when it is no key set at all.</summary>
    public static KeySet? Parse(byte[] json)
    {
        if (json.Length > MaxBytes || !StrictJson.TryParseObject(json, out var set) || !set.TryGetProperty("keys", out var keys)
            || keys.ValueKind != JsonValueKind.Array || keys.GetArrayLength() > MaxKeys)
            return null;
        return new KeySet([.. keys.EnumerateArray().Select(Read).OfType<VerificationKey>()]);
    }

    public static KeySet Of(IEnumerable<KeySet> sets) => new([.. sets.SelectMany(set => set.Keys)]);

    /// <summary>Whether it has the key that the token names; false when it names none.</summary>
    public bool Names(CompactToken token) => token.KeyId is { } id && Keys.Any(key => key.Id == id);

    /// <summary>The keys that may have signed this token.</summary>
    public IEnumerable<VerificationKey> For(CompactToken token)
        => Keys.Where(key => key.Algorithm == token.Algorithm && (token.KeyId is null || key.Id is null || key.Id == token.KeyId)).Take(MaxTries);

    private static VerificationKey? Read(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || (key.Has("use") && key.Text("use") != "sig"))
            return null;
        var (type, algorithm, id) = (key.Text("kty"), key.Text("alg"), key.Text("kid"));
        try
        {
            // A shared secret (`oct`) has no place in a published set: passed over.
            return type switch
            {
                "RSA" when algorithm is null or "RS256" && Bytes(key, "n") is { } modulus && Bytes(key, "e") is { Length: <= 4 } exponent => new RsaPublicKey(modulus, exponent, id),
                "EC" when algorithm is null or "ES256" && key.Text("crv") == "P-256" && Bytes(key, "x") is { } x && Bytes(key, "y") is { } y => new EcPublicKey(x, y, id),
                _ => null,
            };
        }
        catch (CryptographicException) // no key that we can use is no key
        {
            return null;
        }
    }

    private static byte[]? Bytes(JsonElement key, string name) => StrictBase64Url.TryDecode(key.Text(name), out var bytes) && bytes.Length > 0 ? bytes : null;
}
