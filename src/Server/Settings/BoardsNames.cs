using System.Text.Json;

namespace Haggle.Server.Settings;

/// <summary>The settings of the boards' first server, under its own names: whoever switches may keep the environment. Ours win where both are given.</summary>
internal static class BoardsNames
{
    private const string Host = "BACKEND_HOST", Port = "BACKEND_PORT", LogLevel = "BACKEND_LOG_LEVEL", Origins = "BACKEND_CORS_ALLOW_ORIGINS";
    private const string PgHost = "BACKEND_PG_HOST", PgPort = "BACKEND_PG_PORT", PgDatabase = "BACKEND_PG_DATABASE";
    private const string PgUser = "BACKEND_PG_USER", PgPassword = "BACKEND_PG_PASSWORD";

    /// <param name="given">The environment.</param>
    /// <returns>The same under our names. A value that we cannot use is handed on as it is, to be refused like any other.</returns>
    public static IEnumerable<KeyValuePair<string, string?>> Translate(Func<string, string?> given)
    {
        if (Text(Host) is { } host)
            yield return new(SettingCatalog.Bind.Name, host);
        if (Text(Port) is { } port)
            yield return new(SettingCatalog.Port.Name, port);
        if (Text(LogLevel) is { } level)
            yield return new(SettingCatalog.LogLevel.Name, LevelOf(level));
        if (Text(Origins) is { } origins)
            yield return new(SettingCatalog.CorsAllowOrigins.Name, OriginsOf(origins));
        if (Text(PgHost) is { } database)
            yield return new(SettingCatalog.DatabaseUrl.Name, UrlOf(database));

        string? Text(string name) => given(name)?.Trim() is { Length: > 0 } text ? text : null;

        string UrlOf(string server)
        {
            var (user, password, database) = (Uri.EscapeDataString(Text(PgUser) ?? "postgres"), Uri.EscapeDataString(given(PgPassword) ?? ""), Text(PgDatabase) ?? "postgres");
            return $"postgresql://{user}:{password}@{server}:{Text(PgPort) ?? "5432"}/{Uri.EscapeDataString(database)}";
        }
    }

    /// <summary>Python's words.</summary>
    private static string LevelOf(string word) => word.ToUpperInvariant() switch
    {
        "DEBUG" => "Debug",
        "INFO" => "Information",
        "WARNING" or "WARN" => "Warning",
        "ERROR" or "CRITICAL" or "FATAL" => "Error",
        _ => word,
    };

    /// <summary>A JSON list, as that server took it, or one with commas.</summary>
    private static string OriginsOf(string text)
    {
        try
        {
            return text.StartsWith('[') ? string.Join(',', JsonSerializer.Deserialize<string[]>(text) ?? []) : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
