using System.Net.WebSockets;
using System.Text;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime.Tests.Sockets;

/// <summary>Our reader against another implementation's client: the framework's.</summary>
public sealed class FrameReaderTests : IDisposable
{
    private const int Longest = 256 * 1024;

    private readonly Wire wire = new();
    private readonly WebSocket client;
    private readonly FrameReader reader;

    public FrameReaderTests()
    {
        client = WebSocket.CreateFromStream(wire.Client, new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = TimeSpan.Zero });
        reader = new FrameReader(wire.Server, Longest);
    }

    public void Dispose()
    {
        client.Dispose();
        wire.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(4_095)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(Longest)]
    public async Task A_message_of_any_length_arrives_as_it_was_sent(int length)
    {
        var text = Letters(length);
        var sending = SendAsync(text);
        Assert.Equal((Heard.Text, text), await HearAsync());
        await sending;
    }

    [Fact]
    public async Task Messages_sent_together_arrive_one_by_one_in_order()
    {
        for (var i = 0; i < 100; i++)
            await SendAsync($"message {i}");
        for (var i = 0; i < 100; i++)
            Assert.Equal((Heard.Text, $"message {i}"), await HearAsync());
    }

    [Fact]
    public async Task A_message_in_pieces_arrives_whole()
    {
        await SendAsync("still ", isLast: false);
        await SendAsync("for ", isLast: false);
        await SendAsync("sale?");
        await SendAsync("yes");
        Assert.Equal((Heard.Text, "still for sale?"), await HearAsync());
        Assert.Equal((Heard.Text, "yes"), await HearAsync());
    }

    [Fact]
    public async Task A_ping_between_the_pieces_of_a_message_does_not_disturb_it()
    {
        await SendAsync("still for ", isLast: false);
        await WriteAsync(0x89, 0x80 | 2, 0, 0, 0, 0, (byte)'h', (byte)'i');
        await SendAsync("sale?");
        Assert.Equal((Heard.Ping, "hi"), await HearAsync());
        Assert.Equal((Heard.Text, "still for sale?"), await HearAsync());
    }

    [Fact]
    public async Task A_message_that_comes_byte_by_byte_is_one_message()
    {
        var bytes = MaskedFrame(0x81, "Ещё продаёте?");
        foreach (var one in bytes)
            await WriteAsync(one);
        Assert.Equal((Heard.Text, "Ещё продаёте?"), await HearAsync());
    }

    [Fact]
    public async Task A_longer_message_than_allowed_is_refused_before_it_is_read()
    {
        await WriteAsync(0x81, 0x80 | 127, 0, 0, 0, 0, 0, 4, 0, 1, 1, 2, 3, 4);
        Assert.Equal(Heard.TooBig, (await reader.ReadAsync()).Kind);
    }

    [Fact]
    public async Task Pieces_that_are_together_longer_than_allowed_are_refused()
    {
        var sending = SendAsync(Letters(Longest), isLast: false);
        var hearing = reader.ReadAsync();
        await sending;
        _ = SendAsync("one more");
        Assert.Equal(Heard.TooBig, (await hearing).Kind);
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 0x01, (byte)'a' }, "a client's frame must be masked")]
    [InlineData(new byte[] { 0xc1, 0x81, 0, 0, 0, 0, (byte)'a' }, "a reserved bit without an extension")]
    [InlineData(new byte[] { 0x83, 0x80, 0, 0, 0, 0 }, "an unknown opcode")]
    [InlineData(new byte[] { 0x80, 0x81, 0, 0, 0, 0, (byte)'a' }, "a continuation of nothing")]
    [InlineData(new byte[] { 0x09, 0x80, 0, 0, 0, 0 }, "a control frame in pieces")]
    [InlineData(new byte[] { 0x89, 0x80 | 126, 0, 126, 0, 0, 0, 0 }, "a long control frame")]
    public async Task What_the_protocol_forbids_is_malformed(byte[] bytes, string rule)
    {
        await WriteAsync(bytes);
        Assert.True((await reader.ReadAsync()).Kind == Heard.Malformed, rule);
    }

    [Fact]
    public async Task A_new_message_inside_an_unfinished_one_is_malformed()
    {
        await SendAsync("unfinished", isLast: false);
        await WriteAsync(MaskedFrame(0x81, "new"));
        Assert.Equal(Heard.Malformed, (await reader.ReadAsync()).Kind);
    }

    [Fact]
    public async Task A_client_that_closes_is_heard()
    {
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None);
        Assert.Equal(Heard.Close, (await reader.ReadAsync()).Kind);
    }

    [Fact]
    public async Task A_client_that_vanishes_is_the_end()
    {
        wire.Client.Dispose();
        Assert.Equal(Heard.End, (await reader.ReadAsync()).Kind);
    }

    private Task SendAsync(string text, bool isLast = true)
        => client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, isLast, CancellationToken.None);

    private async Task<(Heard, string)> HearAsync()
    {
        var incoming = await reader.ReadAsync();
        return (incoming.Kind, Encoding.UTF8.GetString(incoming.Payload.Span));
    }

    private ValueTask WriteAsync(params byte[] bytes) => wire.Client.WriteAsync(bytes);

    private static byte[] MaskedFrame(byte first, string text)
    {
        byte[] mask = [0x12, 0x34, 0x56, 0x78];
        var payload = Encoding.UTF8.GetBytes(text).Select((one, at) => (byte)(one ^ mask[at % 4]));
        return [first, (byte)(0x80 | Encoding.UTF8.GetByteCount(text)), .. mask, .. payload];
    }

    private static string Letters(int length) => string.Create(length, 0, static (letters, _) =>
    {
        for (var i = 0; i < letters.Length; i++)
            letters[i] = (char)('a' + i % 26);
    });
}
