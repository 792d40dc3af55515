using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Haggle.Dialects.Tests.Lais;

/// <summary>A token as the site's auth service issues it.</summary>
internal static class SiteToken
{
    public static string Of(string secret, int user, int expiresIn = 600, string type = "access")
    {
        var end = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + expiresIn;
        var claims = $$"""{"user_id":{{user}},"username":"User {{user}}","user_type":"seller","type":"{{type}}","exp":{{end}}}""";
        var signed = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }
}
