using System.Text.Unicode;

namespace Haggle.Bench.Load.Wire;

/// <summary>SignalR's JSON protocol, without negotiation: messages that end with 0x1E, several to a frame at times.</summary>
internal sealed class SignalRWire : IWire
{
    private const byte End = 0x1E;

    public bool CopyAcknowledges => false;
    public ReadOnlySpan<byte> KeepAlive => "{\"type\":6}\u001e"u8;
    public ReadOnlySpan<byte> Hello => "{\"protocol\":\"json\",\"version\":1}\u001e"u8;

    public int WriteSend(Span<byte> output, long chat, Stamp stamp)
    {
        Utf8.TryWrite(output,
            $$"""{"type":1,"invocationId":"{{stamp}}","target":"Send","arguments":["{{stamp}}","{{stamp}}{{Stamp.Filler}}"]}""", out var length);
        output[length] = End;
        return length + 1;
    }

    public Heard Read(ref ReadOnlySpan<byte> frame)
    {
        var end = frame.IndexOf(End);
        var json = end < 0 ? frame : frame[..end];
        frame = end < 0 ? [] : frame[(end + 1)..];
        if (json.StartsWith("{\"type\":1,"u8))
        {
            if (Stamp.TryFind(json, out var delivered))
                return new(Sort.Delivered, delivered.Value);
            return json.IndexOf("\"target\":\"joined\""u8) >= 0 ? new(Sort.Ready) : default;
        }
        if (json.StartsWith("{\"type\":3,"u8) && Stamp.TryFind(json, out var done))
            return new(json.IndexOf("\"error\":"u8) >= 0 ? Sort.Refused : Sort.Acknowledged, done.Value);
        return default;
    }
}
