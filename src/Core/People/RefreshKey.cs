using System.Buffers.Text;
using System.Security.Cryptography;

namespace Haggle.Core.People;

/// <summary>The random id that a refresh token carries. Its first letter tells whether the session's end moves with use.</summary>
public static class RefreshKey
{
    private const char Sliding = 's';
    private const char Fixed = 'f';

    /// <summary>Of a session that lives on as long as it is used.</summary>
    public static string Fresh() => Make(Sliding);

    /// <summary>Of a session that ends when it was said to, however it is used.</summary>
    public static string FreshFixed() => Make(Fixed);

    /// <summary>A new key of the same kind.</summary>
    public static string FreshLike(string key) => IsFixed(key) ? FreshFixed() : Fresh();

    public static bool IsFixed(string key) => key.StartsWith(Fixed);

    private static string Make(char kind)
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        return kind + Base64Url.EncodeToString(random);
    }
}
