using Haggle.Core.People;
using Haggle.Integrations.AuthService;
using Haggle.Server.Identity.Tokens;
using Haggle.Server.Settings;

namespace Haggle.Server.Identity;

internal static class IdentityServices
{
    private static readonly TimeSpan AuthServicePatience = TimeSpan.FromSeconds(10);

    /// <summary>Who is calling: tokens, passwords, and what is remembered of callers. Core's verbs, the store and the clock are added elsewhere.</summary>
    /// <exception cref="WrongSettingException">No secret where one is needed, or one secret for two purposes.</exception>
    public static IServiceCollection AddIdentity(this IServiceCollection services, ServerSettings settings)
    {
        var secret = SecretOf(settings);
        services.AddSingleton(new SessionLimits { AccessTokenLife = settings.AccessTokenLife, SessionLife = settings.SessionLife });
        services.AddSingleton(provider => new OwnTokens(secret, provider.GetRequiredService<SessionLimits>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ITokens>(provider => provider.GetRequiredService<OwnTokens>());
        services.AddSingleton(provider => MarketplaceTokensOf(provider, settings));
        services.AddSingleton<IMarketplaceTokens>(provider => provider.GetRequiredService<MarketplaceTokens>());
        services.AddSingleton<IPasswords>(_ => new PasswordThreads());
        services.AddSingleton<CallerCache>();
        services.AddSingleton<IKnownCallers>(provider => provider.GetRequiredService<CallerCache>());
        services.AddSingleton<SessionTouches>();
        services.AddSingleton<KnownKeys>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Callers>(provider, settings.Trust));
        services.AddSingleton<ICallers>(provider => provider.GetRequiredService<Callers>());
        services.AddHostedService<SessionWatch>();
        return services;
    }

    private static byte[] SecretOf(ServerSettings settings)
    {
        if (settings.SecretKey is null && !settings.IsEmbedded)
            throw new WrongSettingException(SettingCatalog.SecretKey, "missing; with DATABASE_URL it must be set, the same on every node.");
        var secret = settings.SecretKey ?? SecretKeyFile.ReadOrMake(settings.Data);
        // Else our refresh token would be a marketplace's token for a person whose external id is our number.
        if (settings.MarketplaceSecret is { } theirs && theirs.AsSpan().SequenceEqual(secret))
            throw new WrongSettingException(SettingCatalog.MarketplaceSecret, "the same as SECRET_KEY; each needs its own.");
        return secret;
    }

    private static MarketplaceTokens MarketplaceTokensOf(IServiceProvider provider, ServerSettings settings)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        return new MarketplaceTokens(
            settings.MarketplaceSecret is { } secret ? new SharedSecret(secret) : null, KeySetsOf(provider, settings.MarketplaceJwks),
            settings.MarketplaceIssuer, settings.MarketplaceAudience, AskedTokensOf(provider, settings), clock);
    }

    private static AskedTokens? AskedTokensOf(IServiceProvider provider, ServerSettings settings)
        => settings.AuthServiceUrl is { } address ? ActivatorUtilities.CreateInstance<AskedTokens>(provider, new AuthService(address, AuthServicePatience)) : null;

    private static IKeySetSource? KeySetsOf(IServiceProvider provider, IReadOnlyList<string> places) => places switch
    {
        [] => null,
        [var place] => KeySetOf(provider, place),
        _ => new KeySets([.. places.Select(place => KeySetOf(provider, place))]),
    };

    private static IKeySetSource KeySetOf(IServiceProvider provider, string place)
        => Uri.TryCreate(place, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? ActivatorUtilities.CreateInstance<KeySetAddress>(provider, new KeySetDownload(address))
            : ActivatorUtilities.CreateInstance<KeySetFile>(provider, Path.GetFullPath(place));
}
