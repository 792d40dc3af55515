using Npgsql;

namespace Haggle.Bench.Peers;

/// <summary>What both peers are told: <c>--port N --database postgresql://user:password@host:port/name</c> (or an Npgsql string).</summary>
internal sealed record PeerArguments(int Port, string Database)
{
    public static PeerArguments Parse(string[] words)
    {
        var (port, database) = (0, "");
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            switch (words[i])
            {
                case "--port": port = int.Parse(words[i + 1]); break;
                case "--database": database = words[i + 1]; break;
                default: throw new ArgumentException($"Unknown argument {words[i]}: --port and --database are known.");
            }
        }
        if (port is < 1 or > 65535 || database.Length == 0)
            throw new ArgumentException("Both are needed: --port 1..65535 and --database postgresql://user:password@host:port/name");
        return new(port, PostgresUrl.ToConnectionString(database));
    }
}

/// <summary>Npgsql reads key=value strings; everybody else writes addresses.</summary>
internal static class PostgresUrl
{
    public static string ToConnectionString(string database)
    {
        if (!database.StartsWith("postgres", StringComparison.Ordinal) || !Uri.TryCreate(database, UriKind.Absolute, out var url))
            return database;
        var login = url.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port > 0 ? url.Port : 5432,
            Username = Uri.UnescapeDataString(login[0]),
            Password = login.Length > 1 ? Uri.UnescapeDataString(login[1]) : null,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        }.ConnectionString;
    }
}
