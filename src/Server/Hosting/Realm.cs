using System.Security.Cryptography;
using Haggle.Server.Settings;

namespace Haggle.Server.Hosting;

/// <summary>The name of this installation in a Redis that it may share with others: all its nodes have one secret, and no other installation has it.</summary>
internal static class Realm
{
    public static string Of(ServerSettings settings)
        => settings.SecretKey is { } secret ? Convert.ToHexStringLower(HMACSHA256.HashData(secret, "the nodes of one installation"u8))[..16] : "local";
}
