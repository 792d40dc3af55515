using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Haggle.Core.Keys;

/// <summary>The key itself: <c>hk_</c> and 256 random bits, so that a plain hash is enough to keep it by.</summary>
public static class KeySecret
{
    private const string Prefix = "hk_";
    private const int RandomBytes = 32;
    private const int HintCharacters = 7;

    public static string Fresh()
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return Prefix + Base64Url.EncodeToString(random);
    }

    /// <summary>Whether it can be a key of ours; anything else need not be looked up.</summary>
    public static bool LooksRight(string key) => key.StartsWith(Prefix, StringComparison.Ordinal) && key.Length == Prefix.Length + 43;

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static string HintOf(string key) => key[..HintCharacters];
}
