namespace Haggle.Server.Settings;

/// <summary>A database's address in the five parts that a Lais deployment has. Source: contracts/lais.md, section 2.</summary>
internal static class PostgresParts
{
    public const int Port = 5432;

    /// <summary>What the original takes when it is not told.</summary>
    public const string Password = "pass";

    /// <summary>What is absent is as in the original.</summary>
    public static string Url(string? user, string? password, string? host, int port, string? database)
    {
        var name = $"{Uri.EscapeDataString(user ?? "postgres")}:{Uri.EscapeDataString(password ?? Password)}";
        return $"postgresql://{name}@{host ?? "localhost"}:{port}/{Uri.EscapeDataString(database ?? "lais_marketplace")}";
    }
}
