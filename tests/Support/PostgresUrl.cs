using Npgsql;

namespace Haggle.Testing;

/// <summary>The two ways to say where a database is: <c>postgresql://…</c> as DATABASE_URL has it, and Npgsql's own.</summary>
internal static class PostgresUrl
{
    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        var parts = new Uri(url);
        var login = parts.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = parts.Host,
            Port = parts.IsDefaultPort ? NpgsqlConnection.DefaultPort : parts.Port,
            Username = Uri.UnescapeDataString(login[0]),
            Password = login.Length > 1 ? Uri.UnescapeDataString(login[1]) : null,
            Database = Uri.UnescapeDataString(parts.AbsolutePath.TrimStart('/')),
        };
    }

    public static string WithDatabase(string url, string database) => new UriBuilder(url) { Path = database }.Uri.AbsoluteUri;

    /// <summary>A connection of its own that no pool keeps.</summary>
    public static async Task<NpgsqlConnection> OpenAsync(string url, CancellationToken cancellation)
    {
        var there = Parse(url);
        there.Pooling = false;
        var connection = new NpgsqlConnection(there.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
