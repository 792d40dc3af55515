using Haggle.Core;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Haggle.Storage.Sqlite;

/// <summary>What SQLite's error codes mean to us.</summary>
internal static class SqliteErrors
{
    /// <summary>The file cannot be used now: locked by another process, full, read-only, broken or gone.</summary>
    public static bool IsOutage(Exception exception) => exception is IOException or UnauthorizedAccessException or SqliteException
    {
        SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN
            or raw.SQLITE_PROTOCOL or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_PERM or raw.SQLITE_NOMEM,
    };

    public static StorageUnavailableException Unavailable(Exception cause) => new($"The SQLite file cannot be used now: {Reason(cause)}.", cause);

    private static string Reason(Exception cause) => cause is SqliteException { SqliteErrorCode: var code }
        ? code switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another process holds its lock",
            raw.SQLITE_FULL => "the disk is full",
            raw.SQLITE_READONLY or raw.SQLITE_PERM => "it is read-only",
            raw.SQLITE_CANTOPEN => "it cannot be opened",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "it is damaged",
            raw.SQLITE_NOMEM => "memory is short",
            _ => $"error {code}",
        }
        : "its folder cannot be used";
}
