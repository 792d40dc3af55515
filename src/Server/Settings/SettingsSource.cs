namespace Haggle.Server.Settings;

/// <summary>Where settings come from: <c>appsettings.json</c> in the current folder, if there is one, and over it the environment.</summary>
internal static class SettingsSource
{
    /// <exception cref="InvalidDataException">The file is there and is no JSON object.</exception>
    public static IConfiguration Open()
        => new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .Build();
}
