namespace Haggle.Server.Settings;

/// <summary>
/// Where settings come from: <c>appsettings.json</c> beside the program, over it the one in the current folder, over both the <c>.env</c> of the current folder,
/// over all of them the environment; under all of them the names of another server.
/// </summary>
internal static class SettingsSource
{
    /// <exception cref="InvalidDataException">A file is there and cannot be understood.</exception>
    public static IConfiguration Open()
        => new ConfigurationBuilder()
            .AddInMemoryCollection(BoardsNames.Translate(Environment.GetEnvironmentVariable))
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddInMemoryCollection(EnvFile.Read(Path.GetFullPath(".env")))
            .AddEnvironmentVariables()
            .Build();
}
