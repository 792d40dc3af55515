using Haggle.Integrations.AuthService;
using Haggle.Server.Identity.Tokens;

namespace Haggle.Server.Identity;

/// <summary>The marketplace's keys at an address: fetched when first needed, kept, and fetched anew now and then or when a token names a key we have not seen.</summary>
/// <remarks>Invented key ids cannot make us call: there is a pause between two fetches, however they went.</remarks>
internal sealed partial class KeySetAddress(KeySetDownload download, TimeProvider clock, ILogger<KeySetAddress> log) : IKeySetSource, IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim fetching = new(1, 1);
    private KeySet? current;
    private long fetchedAt;
    private long triedAt;
    private bool hasTried;

    public async ValueTask<KeySet?> GetAsync(CompactToken token, CancellationToken cancellation)
    {
        if (!NeedsFetch(token) || !MayFetch())
            return current;
        await fetching.WaitAsync(cancellation);
        try
        {
            if (NeedsFetch(token) && MayFetch()) // somebody else may have fetched while we waited
                await FetchAsync(cancellation);
        }
        finally
        {
            fetching.Release();
        }
        return current;
    }

    public bool Knows(CompactToken token) => current?.Names(token) == true;

    public void Dispose() => fetching.Dispose();

    private bool NeedsFetch(CompactToken token)
        => current is not { } keys || clock.GetElapsedTime(fetchedAt) > FreshFor || (token.KeyId is { } id && !keys.Keys.Any(key => key.Id == id));

    private bool MayFetch() => !hasTried || clock.GetElapsedTime(triedAt) > Pause;

    private async Task FetchAsync(CancellationToken cancellation)
    {
        (hasTried, triedAt) = (true, clock.GetTimestamp());
        try
        {
            if (KeySet.Parse(await download.GetAsync(cancellation)) is { } set)
                (current, fetchedAt) = (set, clock.GetTimestamp());
            else
                NoKeySet(log);
        }
        catch (HttpRequestException outage) // an outage of the auth service must not lock out those whose keys we know
        {
            CannotFetch(log, outage);
        }
    }

    [LoggerMessage(LogLevel.Warning, "MARKETPLACE_JWKS answers with something that is no JSON Web Key Set; the keys known before stay in force")]
    private static partial void NoKeySet(ILogger log);

    [LoggerMessage(LogLevel.Warning, "MARKETPLACE_JWKS cannot be fetched; the keys known before stay in force")]
    private static partial void CannotFetch(ILogger log, Exception outage);
}
