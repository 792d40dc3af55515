using System.ComponentModel.DataAnnotations;

namespace Haggle.Storage;

/// <summary>Where the data is kept.</summary>
public sealed class StorageOptions
{
    /// <summary>A <c>postgresql://</c> URL, or the driver's connection string; null: SQLite at <see cref="SqlitePath"/>.</summary>
    public string? DatabaseUrl { get; set; }

    /// <summary>The SQLite file, made with its folder when it is not there. Default <c>data/haggle.db</c>.</summary>
    [Required]
    public string SqlitePath { get; set; } = Path.Combine("data", "haggle.db");

    /// <summary>PostgreSQL: how many writers share the chats, each with a connection of its own: 1 to 16, default 1.</summary>
    [Range(1, 16)]
    public int Writers { get; set; } = 1;

    /// <summary>PostgreSQL: the most connections beside the writers': 1 to 500, default 32.</summary>
    [Range(1, 500)]
    public int PoolSize { get; set; } = 32;

    /// <summary>How many messages, or on SQLite changes, may wait for each writer before the next is refused as busy: 1 to 1,000,000, default 8,192.</summary>
    [Range(1, 1_000_000)]
    public int QueueLength { get; set; } = 8_192;
}
