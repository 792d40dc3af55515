using Npgsql;

namespace Haggle.Storage.PostgreSql;

/// <summary>Reads the address of a database: a <c>postgresql://</c> URL as libpq and others write it, or the driver's own <c>Key=Value;</c> form.</summary>
internal static class PostgresUrl
{
    private const string DefaultHost = "localhost";

    /// <exception cref="FormatException">It cannot be understood; the message says why, and holds no password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string address)
    {
        var schemeEnd = address.IndexOf("://", StringComparison.Ordinal);
        return schemeEnd < 0 ? ParsePairs(address) : ParseUrl(address[..schemeEnd], address[(schemeEnd + 3)..]);
    }

    private static NpgsqlConnectionStringBuilder ParsePairs(string address)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(address);
        }
        catch (ArgumentException)
        {
            throw new FormatException("The database address is neither a postgresql:// URL nor a connection string.");
        }
    }

    // Not System.Uri: it knows no list of hosts, and refuses passwords that others accept.
    private static NpgsqlConnectionStringBuilder ParseUrl(string scheme, string rest)
    {
        // Python programs name their driver: postgresql+asyncpg. The database is the same.
        if (scheme.Split('+')[0] is not ("postgresql" or "postgres"))
            throw new FormatException("The database URL must begin with postgresql:// or postgres://.");
        var builder = new NpgsqlConnectionStringBuilder();
        var (location, query) = Cut(rest, rest.IndexOf('?'));
        var (authority, database) = Cut(location, location.IndexOf('/'));
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], authority[..at].IndexOf(':'));
            builder.Username = Decode(user);
            if (password is not null)
                builder.Password = Decode(password);
        }

        SetHosts(builder, authority[(at + 1)..]);
        if (!string.IsNullOrEmpty(database))
            builder.Database = Decode(database);
        foreach (var pair in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(pair, pair.IndexOf('='));
            SetOption(builder, Decode(name), Decode(value ?? ""));
        }

        return builder;
    }

    private static void SetHosts(NpgsqlConnectionStringBuilder builder, string hosts)
    {
        builder.Host = hosts.Length == 0 ? DefaultHost : Decode(hosts);
        if (hosts.Contains(',', StringComparison.Ordinal))
            return; // the driver reads a list with ports itself
        var colon = hosts.LastIndexOf(':');
        if (colon < 0 || hosts.EndsWith(']'))
            return;
        if (!ushort.TryParse(hosts[(colon + 1)..], out var port) || port == 0)
            throw new FormatException("The port in the database URL must be a number from 1 to 65535.");
        builder.Host = colon == 0 ? DefaultHost : Decode(hosts[..colon]);
        builder.Port = port;
    }

    private static void SetOption(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        try
        {
            switch (name)
            {
                case "host": builder.Host = value; break;
                case "port": builder.Port = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
                case "user": builder.Username = value; break;
                case "password": builder.Password = value; break;
                case "dbname": builder.Database = value; break;
                case "ssl" when value is "true" or "require": builder.SslMode = SslMode.Require; break;
                case "ssl" when value is "false" or "disable": builder.SslMode = SslMode.Disable; break;
                case "sslmode": builder.SslMode = Enum.Parse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true); break;
                case "sslrootcert": builder.RootCertificate = value; break;
                case "sslcert": builder.SslCertificate = value; break;
                case "sslkey": builder.SslKey = value; break;
                case "sslpassword": builder.SslPassword = value; break;
                case "connect_timeout": builder.Timeout = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
                case "application_name": builder.ApplicationName = value; break;
                case "options": builder.Options = value; break;
                case "target_session_attrs": builder.TargetSessionAttributes = value; break;
                default: builder[name.Replace('_', ' ')] = value; break; // the driver's own, such as max_auto_prepare
            }
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw new FormatException($"The database URL's option \"{name}\" is not known, or its value is not allowed.");
        }
    }

    private static string Decode(string text)
    {
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                throw new FormatException("A % in the database URL must be followed by two hexadecimal digits; write % itself as %25.");
        return Uri.UnescapeDataString(text);
    }

    private static (string Before, string? After) Cut(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
}
