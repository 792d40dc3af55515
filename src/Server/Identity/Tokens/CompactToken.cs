using System.Text;

namespace Haggle.Server.Identity.Tokens;

/// <summary>A signed token in its compact form, taken apart and not yet believed. Source: RFC 7515; order of checks: RFC 8725.</summary>
/// <param name="Algorithm">What the header claims; the key decides whether that is allowed.</param>
/// <param name="KeyId">Which key the header claims, or null.</param>
/// <param name="SigningInput">What the signature is over.</param>
internal sealed record CompactToken(string Algorithm, string? KeyId, byte[] SigningInput, byte[] Payload, byte[] Signature)
{
    /// <summary>Longer ones are refused unread.</summary>
    public const int MaxCharacters = 8 * 1024;

    private static readonly string[] Types = ["JWT", "at+jwt", "application/jwt", "application/at+jwt"];

    /// <summary>Null for everything that is not exactly a token.</summary>
    public static CompactToken? Parse(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > MaxCharacters)
            return null;
        var first = token.IndexOf('.', StringComparison.Ordinal);
        var second = token.LastIndexOf('.');
        if (first <= 0 || second == first || token.AsSpan(first + 1, second - first - 1).Contains('.'))
            return null;
        if (!StrictBase64Url.TryDecode(token.AsSpan(0, first), out var header)
            || !StrictBase64Url.TryDecode(token.AsSpan(first + 1, second - first - 1), out var payload)
            || !StrictBase64Url.TryDecode(token.AsSpan(second + 1), out var signature))
            return null;
        // `crit` and `b64` change what the signature means; we understand no such change.
        if (!StrictJson.TryParseObject(header, out var head) || head.Has("crit") || head.Has("b64") || head.Text("alg") is not { } algorithm)
            return null;
        if (head.Has("typ") && !Types.Contains(head.Text("typ"), StringComparer.OrdinalIgnoreCase))
            return null;
        if (head.Has("kid") && head.Text("kid") is null)
            return null;
        return new CompactToken(algorithm, head.Text("kid"), Encoding.ASCII.GetBytes(token, 0, second), payload, signature);
    }

    /// <summary>Whether this key made the signature, and the header says nothing else of it.</summary>
    public bool IsSignedBy(VerificationKey key) => key.Algorithm == Algorithm && key.IsSignature(SigningInput, Signature);
}
