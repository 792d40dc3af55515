using System.Net.WebSockets;
using System.Text.Json;

namespace Haggle.Testing;

/// <summary>A client of a wire whose frames are JSON objects.</summary>
public sealed class JsonSocket : FrameSocket<JsonElement>
{
    private JsonSocket()
        : base(text => JsonElement.Parse(text))
    {
    }

    /// <param name="server">Its address, without a path.</param>
    /// <param name="path">With the query.</param>
    /// <param name="headers">Of the handshake, such as Origin or Cookie.</param>
    /// <exception cref="WebSocketException">The handshake failed.</exception>
    public static async Task<JsonSocket> ConnectAsync(Uri server, string path, params (string Name, string Value)[] headers)
    {
        var client = new JsonSocket();
        try
        {
            await client.OpenAsync(new Uri($"ws://{server.Authority}{path}"), CancellationToken.None, headers);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <returns>The status with which a handshake is refused.</returns>
    public static async Task<int> RefusedAsync(Uri server, string path, params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
            socket.Options.SetRequestHeader(name, value);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{server.Authority}{path}"), CancellationToken.None);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != default)
        {
            return (int)socket.HttpStatusCode;
        }
        throw new InvalidOperationException($"{path} was let in.");
    }

    public Task SayAsync(object frame) => SendTextAsync(JsonSerializer.Serialize(frame));
}
