namespace Haggle.Integrations.AuthService;

/// <summary>Fetches the marketplace's published keys: no redirect, at most 64 KiB, at most 5 seconds.</summary>
public sealed class KeySetDownload : IDisposable
{
    private const int MaxBytes = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Uri address;
    private readonly HttpClient http;

    public KeySetDownload(Uri address)
    {
        this.address = address;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = MaxBytes,
        };
    }

    /// <exception cref="HttpRequestException">Away, slow, too long, or not a 200.</exception>
    public async Task<byte[]> GetAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(address, cancellation);
            if (answer.StatusCode != System.Net.HttpStatusCode.OK)
                throw new HttpRequestException($"The answer has status {(int)answer.StatusCode}.");
            return await answer.Content.ReadAsByteArrayAsync(cancellation);
        }
        catch (TaskCanceledException slow) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException("No answer within 5 seconds.", slow);
        }
    }

    public void Dispose() => http.Dispose();
}
