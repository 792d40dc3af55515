using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Haggle.Integrations.AuthService;
using Haggle.Server.Identity;
using Haggle.Server.Identity.Tokens;
using Haggle.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haggle.Server.Tests.Identity;

public sealed class KeySetAddressTests : IAsyncLifetime
{
    private readonly HandClock clock = new();
    private readonly ECDsa first = ECDsa.Create(ECCurve.NamedCurves.nistP256), second = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly OnePage page = new();
    private KeySetDownload download = null!;
    private KeySetAddress keys = null!;

    public ValueTask InitializeAsync()
    {
        page.Body = Forge.Jwks(Forge.Jwk(first, "1"));
        download = new KeySetDownload(page.Address);
        keys = new KeySetAddress(download, clock, NullLogger<KeySetAddress>.Instance);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Keys_are_fetched_once_for_many_tokens()
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal(["1"], await IdsAsync("1"));
        Assert.Equal(1, page.Served);
    }

    [Fact]
    public async Task A_new_key_id_makes_us_look_again_but_not_more_often_than_every_ten_seconds()
    {
        await IdsAsync("1");
        page.Body = Forge.Jwks(Forge.Jwk(second, "2"));
        for (var i = 0; i < 100; i++)
            Assert.Equal(["1"], await IdsAsync($"invented {i}"));
        Assert.Equal(1, page.Served);
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(["2"], await IdsAsync("2"));
        Assert.Equal(2, page.Served);
    }

    [Fact]
    public async Task An_outage_leaves_the_keys_in_force()
    {
        await IdsAsync("1");
        page.Status = 500;
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["1"], await IdsAsync("1"));
        Assert.Equal(2, page.Served);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task An_answer_that_is_no_success_gives_no_keys(int status)
    {
        page.Status = status;
        Assert.Null(await IdsAsync("1"));
    }

    [Fact]
    public async Task An_answer_that_is_too_long_gives_no_keys()
    {
        page.Body = [.. page.Body, .. Encoding.ASCII.GetBytes(new string(' ', KeySet.MaxBytes))];
        Assert.Null(await IdsAsync("1"));
    }

    public async ValueTask DisposeAsync()
    {
        keys.Dispose();
        download.Dispose();
        await page.DisposeAsync();
        first.Dispose();
        second.Dispose();
    }

    private async Task<IEnumerable<string?>?> IdsAsync(string keyId)
        => (await keys.GetAsync(CompactToken.Parse(Forge.Hmac([1], $$"""{"alg":"ES256","kid":"{{keyId}}"}""", "{}"))!, TestContext.Current.CancellationToken))?.Keys.Select(key => key.Id);

    /// <summary>A web server with one page on loopback.</summary>
    private sealed class OnePage : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Task serving;

        public OnePage()
        {
            listener.Start();
            serving = ServeAsync();
        }

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/keys");

        public byte[] Body { get; set; } = [];

        public int Status { get; set; } = 200;

        public int Served { get; private set; }

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await serving;
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    await ReadHeadAsync(stream);
                    Served++;
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(
                        $"HTTP/1.1 {Status} Said\r\nContent-Length: {Body.Length}\r\nLocation: /elsewhere\r\nConnection: close\r\n\r\n"));
                    await stream.WriteAsync(Body);
                }
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException or IOException)
            {
                // stopped, or a client that had read enough
            }
        }

        private static async Task ReadHeadAsync(NetworkStream stream)
        {
            var head = new StringBuilder();
            var buffer = new byte[1024];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var read)
                head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
    }
}
