using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Haggle.Server.Tests.Identity;

/// <summary>Tokens that nobody may get in with, each made from a good one or as an attacker would make it. The signatures are right wherever the fault is not in them.</summary>
internal static class BadTokens
{
    private const string Claims = """{"sub":"7","sid":"3","typ":"access","iat":{now},"exp":{later},"jti":"abc"}""";

    /// <param name="good">A live access token.</param>
    /// <param name="secret">The key it was signed with.</param>
    /// <param name="now">The time that the verifier goes by.</param>
    public static IEnumerable<(string Name, string Token)> From(string good, byte[] secret, DateTimeOffset now)
    {
        var parts = good.Split('.');
        var claims = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
        var (person, session) = WhoIsIn(claims);
        string Of(string header, string body) => Forge.Hmac(secret, header, body);
        string Plain(string body) => Of(Forge.Hs256, body
            .Replace("{now}", $"{now.ToUnixTimeSeconds()}", StringComparison.Ordinal)
            .Replace("{later}", $"{now.ToUnixTimeSeconds() + 600}", StringComparison.Ordinal)
            .Replace("\"sub\":\"7\"", $"\"sub\":\"{person}\"", StringComparison.Ordinal) // of somebody who is signed in: the fault alone must keep the token out
            .Replace("\"sid\":\"3\"", $"\"sid\":\"{session}\"", StringComparison.Ordinal));

        yield return ("one space", " ");
        yield return ("a word", "token");
        yield return ("two dots", "..");
        foreach (var none in (string[])["none", "None", "NONE", "nOnE", "none ", ""])
        {
            yield return ($"alg '{none}' without a signature", $"{Forge.Encode($$"""{"alg":"{{none}}"}""")}.{parts[1]}.");
            yield return ($"alg '{none}' with the old signature", $"{Forge.Encode($$"""{"alg":"{{none}}"}""")}.{parts[1]}.{parts[2]}");
            yield return ($"alg '{none}' with an HMAC", Of($$"""{"alg":"{{none}}"}""", claims));
        }
        foreach (var other in (string[])["HS384", "HS512", "RS256", "ES256", "PS256", "EdDSA", "hs256", "HS256 ", "A128KW", "dir"])
            yield return ($"alg {other} with an HMAC", Of($$"""{"alg":"{{other}}"}""", claims));
        yield return ("alg as a number", Of("""{"alg":256}""", claims));
        yield return ("alg as a list", Of("""{"alg":["HS256"]}""", claims));
        yield return ("no alg", Of("""{"typ":"JWT"}""", claims));
        yield return ("alg twice", Of("""{"alg":"HS256","alg":"HS256"}""", claims));
        yield return ("alg twice, once escaped", Of("""{"alg":"HS256","\u0061lg":"none"}""", claims));
        yield return ("crit", Of("""{"alg":"HS256","crit":["exp"]}""", claims));
        yield return ("an empty crit", Of("""{"alg":"HS256","crit":[]}""", claims));
        yield return ("b64 false", Of("""{"alg":"HS256","b64":false}""", claims));
        yield return ("another type", Of("""{"alg":"HS256","typ":"logout+jwt"}""", claims));
        yield return ("type as a number", Of("""{"alg":"HS256","typ":1}""", claims));
        yield return ("key id as an object", Of("""{"alg":"HS256","kid":{}}""", claims));
        yield return ("header is a list", Of("""[{"alg":"HS256"}]""", claims));
        yield return ("header with a comment", Of("""{"alg":"HS256"/*x*/}""", claims));
        yield return ("header with a trailing comma", Of("""{"alg":"HS256",}""", claims));
        yield return ("header with more after it", Of("""{"alg":"HS256"}{}""", claims));
        yield return ("header in half", Of("""{"alg":"HS256" """, claims));
        yield return ("empty header", Of("", claims));
        yield return ("header that is no UTF-8", Forge.Hmac(secret, [.. "{\"alg\":\"HS256\",\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8], Encoding.UTF8.GetBytes(claims)));
        yield return ("header with a name that is half a pair", Of("""{"alg":"HS256","\ud800":1}""", claims));
        yield return ("header with a byte order mark", Forge.Hmac(secret, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Forge.Hs256)], Encoding.UTF8.GetBytes(claims)));

        yield return ("two parts", $"{parts[0]}.{parts[1]}");
        yield return ("one part", parts[0]);
        yield return ("four parts", $"{good}.{parts[2]}");
        yield return ("five parts", $"{parts[0]}.{parts[0]}.{parts[1]}.{parts[1]}.{parts[2]}");
        yield return ("a dot at the end", $"{good}.");
        yield return ("a dot at the beginning", $".{good}");
        yield return ("an empty signature", $"{parts[0]}.{parts[1]}.");
        yield return ("empty claims", $"{parts[0]}..{parts[2]}");
        yield return ("padding", $"{parts[0]}.{parts[1]}.{parts[2]}=");
        yield return ("padding in the header", $"{parts[0]}==.{parts[1]}.{parts[2]}");
        yield return ("the other alphabet", $"{parts[0]}.{parts[1]}.{new string('+', parts[2].Length)}");
        yield return ("a space inside", $"{parts[0]}.{parts[1][..4]} {parts[1][4..]}.{parts[2]}");
        yield return ("a line break at the end", $"{good}\n");
        yield return ("a tab before", $"\t{good}");
        yield return ("a NUL at the end", $"{good}\0");
        yield return ("Cyrillic letters", $"{parts[0]}.{parts[1]}.{parts[2][..^1]}а");
        yield return ("full-width letters", $"{parts[0]}.{parts[1]}.{parts[2][..^1]}Ａ");
        yield return ("another spelling of the last bits", $"{parts[0]}.{parts[1]}.{parts[2][..^1]}{Neighbour(parts[2][^1])}");
        yield return ("one length too many", $"{parts[0]}.{parts[1]}.{parts[2]}AA");
        yield return ("one bit of the claims", $"{parts[0]}.{Flip(parts[1])}.{parts[2]}");
        yield return ("one bit of the signature", $"{parts[0]}.{parts[1]}.{Flip(parts[2])}");
        yield return ("half the signature", $"{parts[0]}.{parts[1]}.{parts[2][..20]}");
        yield return ("another key", Forge.Hmac(RandomNumberGenerator.GetBytes(48), Forge.Hs256, claims));
        yield return ("the empty key", Forge.Hmac([], Forge.Hs256, claims));
        yield return ("a key of zeros", Forge.Hmac(new byte[32], Forge.Hs256, claims));
        yield return ("the token twice", good + good);
        yield return ("a huge header", Of($$"""{"alg":"HS256","x":"{{new string('x', 9_000)}}"}""", claims));
        yield return ("huge claims", Of(Forge.Hs256, $$"""{"x":"{{new string('x', 9_000)}}",{{claims[1..]}}"""));
        yield return ("a megabyte", new string('A', 1 << 20));
        yield return ("dots without end", new string('.', 4_000));

        yield return ("claims are a list", Plain("""["7"]"""));
        yield return ("claims are a number", Plain("7"));
        yield return ("claims are null", Plain("null"));
        yield return ("claims are nothing", Plain(""));
        yield return ("claims in half", Plain(Claims[..^1]));
        yield return ("deep claims", Plain($$"""{"x":{{new string('[', 500)}}{{new string(']', 500)}},{{Claims[1..]}}"""));
        yield return ("claims that are no UTF-8", Forge.Hmac(secret, Encoding.UTF8.GetBytes(Forge.Hs256), [.. Encoding.UTF8.GetBytes(claims[..^1]), .. ",\"x\":\""u8, 0xFF, .. "\"}"u8]));
        foreach (var (name, from, to) in Mutations)
            yield return (name, Plain(Claims.Replace(from, to, StringComparison.Ordinal)));
        yield return ("expired", Plain(Claims.Replace("{later}", $"{now.ToUnixTimeSeconds() - 1}", StringComparison.Ordinal)));
        yield return ("ends now", Plain(Claims.Replace("{later}", $"{now.ToUnixTimeSeconds()}", StringComparison.Ordinal)));
        yield return ("not yet valid", Plain(Claims.Replace("\"iat\"", $"\"nbf\":{now.ToUnixTimeSeconds() + 3600},\"iat\"", StringComparison.Ordinal)));
        yield return ("made tomorrow", Plain(Claims.Replace("{now}", $"{now.ToUnixTimeSeconds() + 86_400}", StringComparison.Ordinal)));
    }

    private static readonly (string Name, string From, string To)[] Mutations =
    [
        ("no sub", "\"sub\":\"7\",", ""),
        ("sub as a number", "\"sub\":\"7\"", "\"sub\":7"),
        ("empty sub", "\"sub\":\"7\"", "\"sub\":\"\""),
        ("sub null", "\"sub\":\"7\"", "\"sub\":null"),
        ("sub negative", "\"sub\":\"7\"", "\"sub\":\"-7\""),
        ("sub with a zero in front", "\"sub\":\"7\"", "\"sub\":\"07\""),
        ("sub with a space", "\"sub\":\"7\"", "\"sub\":\" 7\""),
        ("sub in Arabic digits", "\"sub\":\"7\"", "\"sub\":\"٧\""),
        ("sub with a NUL", "\"sub\":\"7\"", "\"sub\":\"7\\u0000\""),
        ("sub that is half a pair", "\"sub\":\"7\"", "\"sub\":\"\\ud800\""),
        ("sub beyond all numbers", "\"sub\":\"7\"", "\"sub\":\"99999999999999999999\""),
        ("sub twice", "\"sub\":\"7\"", "\"sub\":\"7\",\"sub\":\"7\""),
        ("sub twice, once escaped", "\"sub\":\"7\"", "\"sub\":\"7\",\"s\\u0075b\":\"8\""),
        ("sub of somebody else", "\"sub\":\"7\"", "\"sub\":\"4000000\""),
        ("no sid", "\"sid\":\"3\",", ""),
        ("sid as a number", "\"sid\":\"3\"", "\"sid\":3"),
        ("sid of nobody", "\"sid\":\"3\"", "\"sid\":\"4000000\""),
        ("no typ", "\"typ\":\"access\",", ""),
        ("a refresh token", "\"typ\":\"access\"", "\"typ\":\"refresh\""),
        ("a ticket", "\"typ\":\"access\"", "\"typ\":\"ticket\""),
        ("another spelling of typ", "\"typ\":\"access\"", "\"typ\":\"Access\""),
        ("typ as a list", "\"typ\":\"access\"", "\"typ\":[\"access\"]"),
        ("no exp", "\"exp\":{later},", ""),
        ("exp as text", "\"exp\":{later}", "\"exp\":\"{later}\""),
        ("exp null", "\"exp\":{later}", "\"exp\":null"),
        ("exp beyond all time", "\"exp\":{later}", "\"exp\":1e300"),
        ("exp negative", "\"exp\":{later}", "\"exp\":-1"),
        ("iat as text", "\"iat\":{now}", "\"iat\":\"{now}\""),
        ("nbf as text", "\"iat\":{now}", "\"iat\":{now},\"nbf\":\"0\""),
        ("no jti", ",\"jti\":\"abc\"", ""),
    ];

    private static (string? Person, string? Session) WhoIsIn(string claims)
    {
        var json = JsonElement.Parse(claims);
        return (json.GetProperty("sub").GetString(), json.TryGetProperty("sid", out var session) ? session.GetString() : "3");
    }

    private static string Flip(string part) => part[..5] + (part[5] == 'A' ? 'B' : 'A') + part[6..];

    /// <summary>43 characters hold 258 bits for 256: the last character has four spellings, of which one is right.</summary>
    private static char Neighbour(char last)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return alphabet[alphabet.IndexOf(last, StringComparison.Ordinal) + 1];
    }
}
