namespace Haggle.Storage.Sqlite;

/// <summary>On SQLite every query is through when its method returns: the driver's asynchronous methods block.</summary>
internal static class Waiting
{
    public static T Through<T>(this ValueTask<T> query) => query.GetAwaiter().GetResult();
}
