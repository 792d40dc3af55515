using System.Net.WebSockets;

namespace Haggle.Testing;

/// <summary>A client that keeps every frame as it came.</summary>
public sealed class TextSocket : FrameSocket<string>
{
    private TextSocket()
        : base(text => text)
    {
    }

    /// <param name="server">Its address, without a path.</param>
    /// <param name="path">With the query.</param>
    /// <exception cref="WebSocketException">The handshake failed.</exception>
    public static async Task<TextSocket> ConnectAsync(Uri server, string path)
    {
        var client = new TextSocket();
        try
        {
            await client.OpenAsync(new Uri($"ws://{server.Authority}{path}"), CancellationToken.None);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }
}
