using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime.Tests.Sockets;

/// <summary>Our frames, read by another implementation's client: the framework's.</summary>
public sealed class FrameTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task A_text_frame_is_understood_whatever_its_length(int length)
    {
        using var wire = new Wire();
        using var client = WebSocket.CreateFromStream(wire.Client, new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = TimeSpan.Zero });
        var text = new string('x', length);
        var sending = wire.Server.WriteAsync(Frame.Text(Encoding.UTF8.GetBytes(text)).Bytes).AsTask();
        Assert.Equal(text, await ReceiveAsync(client));
        await sending;
    }

    [Fact]
    public async Task A_close_frame_tells_code_and_reason()
    {
        using var wire = new Wire();
        using var client = WebSocket.CreateFromStream(wire.Client, new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = TimeSpan.Zero });
        await wire.Server.WriteAsync(Frame.Close(CloseCode.TryAgainLater, "too slow").Bytes);
        await client.ReceiveAsync(new byte[16], CancellationToken.None);
        Assert.Equal((WebSocketCloseStatus)1013, client.CloseStatus);
        Assert.Equal("too slow", client.CloseStatusDescription);
    }

    [Fact]
    public void Frames_made_one_after_the_other_on_a_thread_share_nothing()
    {
        var first = Frame.Json(default, "one", static (writer, text) => writer.WriteStringValue(text));
        var second = Frame.Json(default, "two", static (writer, text) => writer.WriteStringValue(text));
        Assert.Equal("\"one\"", Encoding.UTF8.GetString(first.Bytes.Span[2..]));
        Assert.Equal("\"two\"", Encoding.UTF8.GetString(second.Bytes.Span[2..]));
    }

    [Fact]
    public void A_frame_that_fails_half_way_leaves_nothing_in_the_next()
    {
        Assert.Throws<InvalidOperationException>(() => Frame.Json(default, 0, static (Utf8JsonWriter writer, int _) =>
        {
            writer.WriteStartObject();
            throw new InvalidOperationException();
        }));
        var next = Frame.Json(default, "fine", static (writer, text) => writer.WriteStringValue(text));
        Assert.Equal("\"fine\"", Encoding.UTF8.GetString(next.Bytes.Span[2..]));
    }

    private static async Task<string> ReceiveAsync(WebSocket client)
    {
        var bytes = new List<byte>();
        var piece = new byte[16 * 1024];
        while (true)
        {
            var received = await client.ReceiveAsync(piece, CancellationToken.None);
            bytes.AddRange(piece[..received.Count]);
            if (received.EndOfMessage)
                return Encoding.UTF8.GetString([.. bytes]);
        }
    }
}
