using Haggle.Storage;

namespace Haggle.Server.Settings;

internal static class StorageSettings
{
    /// <summary>Where the data is kept, as the settings have it.</summary>
    public static StorageOptions ToStorage(this ServerSettings settings) => new()
    {
        DatabaseUrl = settings.DatabaseUrl,
        SqlitePath = Path.Combine(settings.Data, "haggle.db"),
        Writers = settings.DatabaseWriters,
        PoolSize = settings.DatabasePool,
    };
}
