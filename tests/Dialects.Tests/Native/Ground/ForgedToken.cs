using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Native;

/// <summary>The token of somebody with one claim changed, signed as the server signs.</summary>
internal static class ForgedToken
{
    public static NativePerson With(this NativePerson person, NativeServer server, string claim, JsonNode value)
    {
        var parts = person.AccessToken.Split('.');
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        claims[claim] = value;
        var signed = $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(server.Secret), Encoding.UTF8.GetBytes(signed));
        return person with { AccessToken = $"{signed}.{Base64Url.EncodeToString(signature)}" };
    }
}
