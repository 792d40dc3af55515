using System.Globalization;
using System.Net;
using System.Text;
using Haggle.Core.People;
using Haggle.Integrations.RabbitMq;
using Haggle.Integrations.Redis;
using Haggle.Server.Identity;

namespace Haggle.Server.Settings;

/// <summary>A setting has a value that we cannot use. The message is one line for the operator.</summary>
internal sealed class WrongSettingException(Setting setting, string problem)
    : Exception($"{setting.Name}: {problem} Allowed: {setting.Allowed}.");

/// <summary>The settings as they hold for this process. Read once; a wrong value stops the start.</summary>
internal sealed class ServerSettings
{
    public required int Port { get; init; }

    public required IPAddress Bind { get; init; }

    /// <summary>A full path.</summary>
    public required string Data { get; init; }

    public required string? DatabaseUrl { get; init; }

    public required int DatabaseWriters { get; init; }

    public required int DatabasePool { get; init; }

    /// <summary>Null: this node is the only one.</summary>
    public required RedisAddress? Redis { get; init; }

    /// <summary>Null: there is no broker.</summary>
    public required BrokerAddress? Broker { get; init; }

    /// <summary>Null: the embedded default makes one, see Identity/SecretKeyFile.</summary>
    public required byte[]? SecretKey { get; init; }

    public required TimeSpan AccessTokenLife { get; init; }

    public required TimeSpan SessionLife { get; init; }

    public required int AuthPerMinute { get; init; }

    public required int MessagesPerSecond { get; init; }

    public required int ChatsPerMinute { get; init; }

    public required int CommandsPerSecond { get; init; }

    public required int RequestsPerSecond { get; init; }

    public required int GroupMembers { get; init; }

    public required int MessageLength { get; init; }

    public required EmailVisibility ParticipantEmails { get; init; }

    /// <summary><c>plain</c>, <c>json</c> or <c>python</c>.</summary>
    public required string LogStyle { get; init; }

    public required LogLevel LogLevel { get; init; }

    public required IReadOnlyList<string> CorsAllowOrigins { get; init; }

    /// <summary>Zero: sockets are closed at once.</summary>
    public required TimeSpan DrainTime { get; init; }

    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    public required byte[]? MarketplaceSecret { get; init; }

    /// <summary>Files and addresses.</summary>
    public required IReadOnlyList<string> MarketplaceJwks { get; init; }

    public required string? MarketplaceIssuer { get; init; }

    public required string? MarketplaceAudience { get; init; }

    /// <summary>Null: metrics are for this machine only.</summary>
    public required string? MetricsToken { get; init; }

    /// <summary>All <c>OTEL_</c> settings as they stand; the endpoint is among them only if there is one.</summary>
    public required IReadOnlyDictionary<string, string> Telemetry { get; init; }

    public required Uri? AuthServiceUrl { get; init; }

    public required Trust Trust { get; init; }

    /// <summary>The names of the doors that are open besides the native one.</summary>
    public required IReadOnlySet<string> Dialects { get; init; }

    public required TimeSpan WindiTokenLife { get; init; }

    /// <summary>Never where people prove who they are.</summary>
    public required bool BoardsGlobalLists { get; init; }

    public required DoorPort LaisPort { get; init; }

    public required DoorPort GameTradePort { get; init; }

    public required string? SystemToken { get; init; }

    public required bool LaisFindCreates { get; init; }

    /// <summary>What the operator should think of again; one line each.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }

    public bool IsTelemetryWanted => Telemetry.ContainsKey(SettingCatalog.OtlpEndpoint.Name);

    public bool IsEmbedded => DatabaseUrl is null;

    /// <exception cref="WrongSettingException">A value is not allowed.</exception>
    public static ServerSettings Read(IConfiguration configuration)
    {
        var source = new Source(configuration);
        return new ServerSettings
        {
            Port = source.Number(SettingCatalog.Port, 0, 65535),
            Bind = source.Address(SettingCatalog.Bind),
            Data = Path.GetFullPath(source.Text(SettingCatalog.Data)!),
            DatabaseUrl = source.DatabaseUrl(),
            DatabaseWriters = source.Number(SettingCatalog.DatabaseWriters, 1, 16),
            DatabasePool = source.Number(SettingCatalog.DatabasePool, 4, 500),
            Redis = source.RedisUrl(SettingCatalog.RedisUrl),
            Broker = source.BrokerUrl(SettingCatalog.RabbitMqUrl),
            SecretKey = source.Key(SettingCatalog.SecretKey),
            AccessTokenLife = TimeSpan.FromMinutes(source.Number(SettingCatalog.AccessTokenMinutes, 1, 1440)),
            SessionLife = TimeSpan.FromMinutes(source.Number(SettingCatalog.RefreshTokenMinutes, 5, 525_600)),
            AuthPerMinute = source.Number(SettingCatalog.AuthPerMinute, 0, 100_000),
            MessagesPerSecond = source.Number(SettingCatalog.MessagesPerSecond, 0, 100_000),
            ChatsPerMinute = source.Number(SettingCatalog.ChatsPerMinute, 0, 100_000),
            CommandsPerSecond = source.Number(SettingCatalog.CommandsPerSecond, 0, 100_000),
            RequestsPerSecond = source.Number(SettingCatalog.RequestsPerSecond, 0, 1_000_000),
            GroupMembers = source.Number(SettingCatalog.GroupMembers, 2, 10_000),
            MessageLength = source.Number(SettingCatalog.MessageLength, 1, 100_000),
            ParticipantEmails = source.OneOf(SettingCatalog.ParticipantEmails, "direct", "never") == "direct" ? EmailVisibility.Direct : EmailVisibility.Never,
            LogStyle = source.OneOf(SettingCatalog.LogStyle, "plain", "json", "python"),
            LogLevel = Enum.Parse<LogLevel>(source.OneOf(SettingCatalog.LogLevel, "Trace", "Debug", "Information", "Warning", "Error", "None"), ignoreCase: true),
            CorsAllowOrigins = source.Origins(SettingCatalog.CorsAllowOrigins),
            DrainTime = TimeSpan.FromSeconds(source.Number(SettingCatalog.DrainSeconds, 0, 600)),
            TrustedProxies = source.Networks(SettingCatalog.TrustedProxies),
            MarketplaceSecret = source.Key(SettingCatalog.MarketplaceSecret),
            MarketplaceJwks = source.Items(SettingCatalog.MarketplaceJwks),
            MarketplaceIssuer = source.Text(SettingCatalog.MarketplaceIssuer),
            MarketplaceAudience = source.Text(SettingCatalog.MarketplaceAudience),
            MetricsToken = source.Token(SettingCatalog.MetricsToken, 16),
            Telemetry = source.Telemetry(),
            AuthServiceUrl = source.HttpUrl(SettingCatalog.AuthServiceUrl),
            Trust = source.TrustOf(),
            Dialects = source.Words(SettingCatalog.Dialects, "boards", "gametrade", "lais", "windi"),
            WindiTokenLife = TimeSpan.FromMinutes(source.Number(SettingCatalog.WindiTokenMinutes, 1, 525_600)),
            BoardsGlobalLists = source.OneOf(SettingCatalog.BoardsGlobalLists, "true", "false") == "true" && source.TrustOf() == Trust.Trusted,
            LaisPort = source.PortOf(SettingCatalog.LaisPort, SettingCatalog.LaisDefaultPort),
            GameTradePort = source.PortOf(SettingCatalog.GameTradePort, SettingCatalog.GameTradeDefaultPort),
            SystemToken = source.Text(SettingCatalog.SystemToken),
            LaisFindCreates = source.OneOf(SettingCatalog.LaisFindCreates, "true", "false") == "true",
            Doubts = [.. source.Doubts()],
        };
    }

    private sealed class Source(IConfiguration configuration)
    {
        /// <summary>Null when absent and without a default.</summary>
        public string? Text(Setting setting)
            => configuration[setting.Name] is { } value && value.Trim().Length > 0 ? value.Trim() : setting.Default.Length > 0 ? setting.Default : null;

        public int Number(Setting setting, int least, int most)
            => int.TryParse(Text(setting), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new WrongSettingException(setting, "not a whole number in the range.");

        public IPAddress Address(Setting setting)
            => Text(setting) is { } text && (text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out var address) ? address : null) is { } found
                ? found
                : throw new WrongSettingException(setting, "not an IP address.");

        public string OneOf(Setting setting, params string[] allowed)
            => allowed.FirstOrDefault(word => string.Equals(word, Text(setting), StringComparison.OrdinalIgnoreCase))
                ?? throw new WrongSettingException(setting, "not one of the words we know.");

        public byte[]? Key(Setting setting)
        {
            if (Text(setting) is not { } text)
                return null;
            var bytes = Encoding.UTF8.GetBytes(text);
            return bytes.Length >= 32 ? bytes : throw new WrongSettingException(setting, "too short to be safe.");
        }

        public Dictionary<string, string> Telemetry()
        {
            _ = HttpUrl(SettingCatalog.OtlpEndpoint);
            return configuration.AsEnumerable().Where(one => one.Key.StartsWith("OTEL_", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(one.Value)).ToDictionary(one => one.Key, one => one.Value!.Trim());
        }

        public string? Token(Setting setting, int least)
            => Text(setting) is not { } text ? null : text.Length >= least ? text : throw new WrongSettingException(setting, "too short to be safe.");

        /// <summary>As one setting, or as the five of a container of the database.</summary>
        public string? DatabaseUrl()
        {
            if (Text(SettingCatalog.DatabaseUrl) is { } text)
                return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "postgresql" or "postgres"
                    ? text
                    : throw new WrongSettingException(SettingCatalog.DatabaseUrl, "not a PostgreSQL URL.");
            var port = Text(SettingCatalog.PostgresPort) is null ? PostgresParts.Port : Number(SettingCatalog.PostgresPort, 1, 65535);
            if (!IsDatabaseInParts)
                return null;
            return PostgresParts.Url(
                Text(SettingCatalog.PostgresUser), Text(SettingCatalog.PostgresPassword), Text(SettingCatalog.PostgresHost), port, Text(SettingCatalog.PostgresDb));
        }

        public RedisAddress? RedisUrl(Setting setting)
            => Text(setting) is { } text
                ? RedisAddress.Parse(text) ?? throw new WrongSettingException(setting, "not redis://[:password@]host[:port][/number], and users other than default are not supported.")
                : null;

        public BrokerAddress? BrokerUrl(Setting setting)
            => Text(setting) is { } text ? BrokerAddress.Parse(text) ?? throw new WrongSettingException(setting, "not the URL of a broker.") : null;

        public Uri? HttpUrl(Setting setting)
        {
            if (Text(setting) is not { } text)
                return null;
            return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : throw new WrongSettingException(setting, "no http(s) URL.");
        }

        public DoorPort PortOf(Setting setting, int otherwise) => Text(setting) switch
        {
            null => new DoorPort(otherwise, IsAskedFor: false),
            var text when string.Equals(text, "off", StringComparison.OrdinalIgnoreCase) => new DoorPort(null, IsAskedFor: true),
            _ => new DoorPort(Number(setting, 0, 65535), IsAskedFor: true),
        };

        public IEnumerable<string> Doubts()
        {
            if (TrustOf() == Trust.Trusted && !IPAddress.IsLoopback(Address(SettingCatalog.Bind)))
                yield return $"Whoever reaches this server may say to be anybody: {SettingCatalog.Identity.Name} is trusted on an address that others can reach";
            if (Text(SettingCatalog.DatabaseUrl) is null && IsDatabaseInParts && Text(SettingCatalog.PostgresPassword) is null or PostgresParts.Password)
                yield return $"The database is opened with the password that everybody knows; {SettingCatalog.PostgresPassword.Name} names another";
        }

        private bool IsDatabaseInParts => Text(SettingCatalog.PostgresHost) is not null || Text(SettingCatalog.PostgresDb) is not null;

        public IReadOnlyList<string> Origins(Setting setting)
            => [.. Items(setting).Select(item => item == "*" || (Uri.TryCreate(item, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery == "/")
                ? item.TrimEnd('/')
                : throw new WrongSettingException(setting, "has an item that is no origin such as https://example.com."))];

        public IReadOnlyList<IPNetwork> Networks(Setting setting)
            => [.. Items(setting).Select(item => IPNetwork.TryParse(item, out var network) ? network
                : IPAddress.TryParse(item, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
                : throw new WrongSettingException(setting, "has an item that is neither an address nor a network."))];

        /// <summary>Believing everybody is safe where nobody else can come; anywhere else it has to be said twice.</summary>
        public Trust TrustOf()
        {
            var isPrivate = IPAddress.IsLoopback(Address(SettingCatalog.Bind));
            if (Text(SettingCatalog.Identity) is null)
                return isPrivate ? Trust.Trusted : Trust.Verified;
            if (OneOf(SettingCatalog.Identity, "trusted", "verified") == "verified")
                return Trust.Verified;
            return isPrivate || OneOf(SettingCatalog.AllowTrustedPublic, "true", "false") == "true"
                ? Trust.Trusted
                : throw new WrongSettingException(SettingCatalog.Identity, $"trusted on an address that others can reach; {SettingCatalog.AllowTrustedPublic.Name}=true if that is meant.");
        }

        /// <summary>Each of them one of these; <c>none</c> stands for none at all.</summary>
        public HashSet<string> Words(Setting setting, params string[] allowed)
        {
            var words = Items(setting).Select(item => item.ToLowerInvariant()).ToHashSet();
            if (words.SetEquals(["none"]))
                return [];
            return words.IsSubsetOf(allowed) ? words : throw new WrongSettingException(setting, "has a word that we do not know.");
        }

        public string[] Items(Setting setting)
            => Text(setting)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
    }
}
