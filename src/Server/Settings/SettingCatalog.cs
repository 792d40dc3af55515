namespace Haggle.Server.Settings;

/// <summary>Every setting there is. <c>docs/configuration.md</c> shows this table; a test compares the two.</summary>
internal static class SettingCatalog
{
    public static readonly Setting Port = new("PORT", "8000", "TCP port, 0 to 65535; 0 picks a free one", "Where HTTP and WebSocket listen.");
    public static readonly Setting Bind = new("HAGGLE_BIND", "127.0.0.1", "an IP address", "The address to listen on.");
    public static readonly Setting Data = new("HAGGLE_DATA", "./data", "a folder", "Where the embedded database and the generated secret are kept.");
    public static readonly Setting DatabaseUrl = new("DATABASE_URL", "", "postgresql:// or postgres:// URL", "The PostgreSQL database; absent, SQLite in HAGGLE_DATA is used.", IsSecret: true);
    public static readonly Setting DatabaseWriters = new("DATABASE_WRITERS", "1", "connections, 1 to 16", "How many group-commit writers share the chats (PostgreSQL).");
    public static readonly Setting DatabasePool = new("DATABASE_POOL", "32", "connections, 4 to 500", "The most connections to PostgreSQL beside the writers' and two for sending events.");
    public static readonly Setting RedisUrl = new("REDIS_URL", "", "redis:// or rediss:// URL", "The Redis by which several nodes that share a database hear of each other at once; absent, this node is the only one.", IsSecret: true);
    public static readonly Setting RabbitMqUrl = new("RABBITMQ_URL", "", "amqp:// or amqps:// URL", "The RabbitMQ broker over which the marketplace's services tell us and hear of us; absent, none. A bare / at the end is the virtual host /.", IsSecret: true);
    public static readonly Setting SecretKey = new("SECRET_KEY", "", "at least 32 bytes", "Signs our tokens; absent with the embedded default, one is made in HAGGLE_DATA.", IsSecret: true);
    public static readonly Setting AccessTokenMinutes = new("ACCESS_TOKEN_EXPIRE_MINUTES", "15", "minutes, 1 to 1440", "The life of an access token.");
    public static readonly Setting RefreshTokenMinutes = new("REFRESH_TOKEN_EXPIRE_MINUTES", "10080", "minutes, 5 to 525600", "The life of a session without use.");
    public static readonly Setting AuthPerMinute = new("RATE_LIMIT_AUTH_PER_MIN", "20", "per minute and address, 0 to 100000; 0 is off", "Registrations and sign-ins from one address.");
    public static readonly Setting MessagesPerSecond = new("RATE_LIMIT_MESSAGES_PER_SEC", "10", "per second and person, 0 to 100000; 0 is off", "Messages of one person, with a burst of six times that, fifteen times for people of the marketplace.");
    public static readonly Setting ChatsPerMinute = new("RATE_LIMIT_CHATS_PER_MIN", "10", "per minute and person, 0 to 100000; 0 is off", "New chats of one person.");
    public static readonly Setting CommandsPerSecond = new("RATE_LIMIT_COMMANDS_PER_SEC", "20", "per second and socket, 0 to 100000; 0 is off", "Commands on one socket, with a burst of three times that.");
    public static readonly Setting RequestsPerSecond = new("RATE_LIMIT_REQUESTS_PER_SEC", "100", "per second and address, 0 to 1000000; 0 is off", "REST requests from one address, with a burst of three times that.");
    public static readonly Setting GroupMembers = new("GROUP_MEMBERS_MAX", "200", "people, 2 to 10000", "The most people in one group.");
    public static readonly Setting MessageLength = new("MESSAGE_LENGTH_MAX", "10000", "code points, 1 to 100000", "The longest message.");
    public static readonly Setting ParticipantEmails = new("PARTICIPANT_EMAILS", "direct", "direct or never", "Whether direct chats show the other person's e-mail.");
    public static readonly Setting LogStyle = new("LOG_STYLE", "plain", "plain, json or python", "The form of log lines.");
    public static readonly Setting LogLevel = new("LOG_LEVEL", "Information", "Trace, Debug, Information, Warning, Error or None", "The least that is logged.");
    public static readonly Setting CorsAllowOrigins = new("CORS_ALLOW_ORIGINS", "", "origins separated by commas, or *", "Other sites whose pages may call us, by REST and WebSocket.");
    public static readonly Setting DrainSeconds = new("DRAIN_SECONDS", "0", "seconds, 0 to 600; 0: at once", "How long a node that is told to stop goes on while /ready says that it is leaving and its sockets move to other nodes.");
    public static readonly Setting TrustedProxies = new("TRUSTED_PROXIES", "", "IP addresses or networks separated by commas", "Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.");
    public static readonly Setting MarketplaceSecret = new("MARKETPLACE_SECRET", "", "at least 32 bytes", "The shared secret of tokens that the marketplace signs with HS256.", IsSecret: true);
    public static readonly Setting MarketplaceJwks = new("MARKETPLACE_JWKS", "", "files or http(s) URLs, separated by commas", "The public keys of tokens that the marketplace signs with RS256 or ES256.");
    public static readonly Setting MarketplaceIssuer = new("MARKETPLACE_ISSUER", "", "text", "The iss that the marketplace's tokens must have, or several of them separated by commas; absent, any.");
    public static readonly Setting MarketplaceAudience = new("MARKETPLACE_AUDIENCE", "", "text", "The aud that the marketplace's tokens must have; absent, any.");
    public static readonly Setting MetricsToken = new("METRICS_TOKEN", "", "at least 16 characters", "Who shows it as a bearer token may read /metrics; absent, whoever asks from this machine itself and not through a proxy.", IsSecret: true);
    public static readonly Setting OtlpEndpoint = new("OTEL_EXPORTER_OTLP_ENDPOINT", "", "an http(s) URL", "The OpenTelemetry collector that gets metrics and traces; absent, none. Other OTEL_ variables hold as that standard says.");
    public static readonly Setting Identity = new("HAGGLE_IDENTITY", "", "trusted or verified; absent: trusted on a loopback address, verified on any other", "Whether the doors of other systems take people's word for who they are, as those systems did, or ask for a proof.");
    public static readonly Setting AuthServiceUrl = new("AUTH_SERVICE_URL", "", "an http(s) URL", "The marketplace's auth service, which is asked whose a token is that we have no key for.");
    public static readonly Setting AllowTrustedPublic = new("HAGGLE_ALLOW_TRUSTED_PUBLIC", "false", "true or false", "Says a second time that people's word is to be taken on an address that others can reach.");
    public static readonly Setting Dialects = new("DIALECTS", "boards,gametrade,lais,windi", "words separated by commas: boards, gametrade, lais, windi; or none", "Which systems' clients are served besides our own.");
    public static readonly Setting WindiTokenMinutes = new("WINDI_TOKEN_MINUTES", "1440", "minutes, 1 to 525600", "The life of a token that a WinDI client gets, which it cannot refresh.");
    public static readonly Setting BoardsGlobalLists = new("BOARDS_GLOBAL_LISTS", "true", "true or false", "Whether Boards shows the lists of everybody's threads and messages, which its first seller pages need, where people's word is taken; they are never shown anywhere else.");

    public static readonly Setting LaisPort = new("LAIS_PORT", "", "TCP port, 0 to 65535; 0 picks a free one; off; absent: 4000 if it is free", "Where Lais clients find their chat at the root; under /lais they find it on PORT too.");
    public static readonly Setting LaisFindCreates = new("LAIS_FIND_CREATES", "true", "true or false", "Whether a Lais client that looks for a chat makes it, as the original did; otherwise it is told null.");
    public static readonly Setting GameTradePort = new("GAMETRADE_PORT", "", "TCP port, 0 to 65535; 0 picks a free one; off; absent: 8003 if it is free", "Where GameTrade clients find their server at the root; it is under /gametrade of PORT too.");
    public static readonly Setting SystemToken = new("SYSTEM_TOKEN", "", "text", "Shared with GameTrade's other services; absent, their endpoints refuse.", IsSecret: true);
    public static readonly Setting PostgresUser = new("POSTGRES_USER", "", "text; absent: postgres", "With POSTGRES_HOST or POSTGRES_DB and without DATABASE_URL: the database's user.");
    public static readonly Setting PostgresPassword = new("POSTGRES_PASSWORD", "", "text; absent: pass", "The password of that user.", IsSecret: true);
    public static readonly Setting PostgresHost = new("POSTGRES_HOST", "", "a host; absent: localhost", "The database's host, where DATABASE_URL is absent.");
    public static readonly Setting PostgresPort = new("POSTGRES_PORT", "", "TCP port, 1 to 65535; absent: 5432", "The database's port, where DATABASE_URL is absent.");
    public static readonly Setting PostgresDb = new("POSTGRES_DB", "", "text; absent: lais_marketplace", "The database's name, where DATABASE_URL is absent.");
    public static readonly Setting DockerEnv = new("DOCKER_ENV", "", "anything", "Accepted for Lais deployments that have it, and ignored.");

    public const int LaisDefaultPort = 4000, GameTradeDefaultPort = 8003;

    public static readonly IReadOnlyList<Setting> All =
    [
        Port, Bind, Data, DatabaseUrl, DatabaseWriters, DatabasePool, RedisUrl, RabbitMqUrl, SecretKey, AccessTokenMinutes, RefreshTokenMinutes, AuthPerMinute, MessagesPerSecond,
        ChatsPerMinute, CommandsPerSecond, RequestsPerSecond, GroupMembers, MessageLength, ParticipantEmails, LogStyle, LogLevel, CorsAllowOrigins,
        DrainSeconds, TrustedProxies, MarketplaceSecret, MarketplaceJwks, MarketplaceIssuer, MarketplaceAudience, MetricsToken, OtlpEndpoint,
        Identity, AuthServiceUrl, AllowTrustedPublic, Dialects, WindiTokenMinutes, BoardsGlobalLists, LaisPort, LaisFindCreates, GameTradePort, SystemToken,
        PostgresUser, PostgresPassword, PostgresHost, PostgresPort, PostgresDb, DockerEnv,
    ];
}
