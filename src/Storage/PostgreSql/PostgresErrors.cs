using System.Net.Sockets;
using Haggle.Core;
using Npgsql;

namespace Haggle.Storage.PostgreSql;

/// <summary>What the exceptions of the driver mean to us.</summary>
internal static class PostgresErrors
{
    /// <summary>Somebody else was in the way, and nothing was stored: the same work may be tried again.</summary>
    /// <remarks>A unique violation too: our statements look before they insert, so that the second look finds what was in the way.</remarks>
    public static bool IsConflict(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation,
    };

    public static bool IsDeadlock(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    };

    /// <summary>The database is away, full, read-only or overloaded; it is not known whether the last statement took effect.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        PostgresException known => IsOutage(known.SqlState),
        StorageUnavailableException or NpgsqlException or SocketException or TimeoutException or IOException or ObjectDisposedException => true,
        _ => false,
    };

    public static StorageUnavailableException Unavailable(Exception cause)
        => cause as StorageUnavailableException ?? new($"PostgreSQL cannot be used now: {Reason(cause)}.", cause);

    private static bool IsOutage(string state) => state switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => true,
        _ => state.Length == 5 && state[..2] is
            "08" // connection
            or "53" // out of disk, memory or connections
            or "57" // shut down, starting up
            or "58", // system error, such as a file that cannot be written
    };

    private static string Reason(Exception cause) => cause switch
    {
        PostgresException known => $"{known.SqlState} {known.MessageText}",
        _ when cause is TimeoutException || cause.InnerException is TimeoutException => "it does not answer in time",
        _ => "no connection",
    };
}
