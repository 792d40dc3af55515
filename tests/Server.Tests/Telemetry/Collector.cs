using System.Net;
using System.Text;
using Haggle.Testing;

namespace Haggle.Server.Tests.Telemetry;

/// <summary>An OpenTelemetry collector, played by a real HTTP server that takes everything and keeps it. The words in what comes stand there as they are.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    public Collector()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        listener.Prefixes.Add($"{Address}");
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>The path and the bytes of each letter, as Latin letters.</summary>
    public Received<(string Path, string Body)> Letters { get; } = new(10_000);

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var call = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                Letters.Add((call.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                call.Response.ContentType = "application/x-protobuf";
                call.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // the test is over
        }
    }
}
