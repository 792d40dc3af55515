using System.Text.Unicode;

namespace Haggle.Bench.Load.Wire;

/// <summary>Lais's socket: one chat each. Source: contracts/lais.md.</summary>
internal sealed class LaisWire : IWire
{
    public bool CopyAcknowledges => true;
    public ReadOnlySpan<byte> KeepAlive => [];
    public ReadOnlySpan<byte> Hello => [];

    public int WriteSend(Span<byte> output, long chat, Stamp stamp)
    {
        Utf8.TryWrite(output, $$"""{"type":"message","message_text":"{{stamp}}{{Stamp.Filler}}","sender_is_registered":true}""", out var length);
        return length;
    }

    public Heard Read(ref ReadOnlySpan<byte> frame)
    {
        var json = frame;
        frame = [];
        if (json.StartsWith("{\"type\":\"message\""u8) && Stamp.TryFind(json, out var stamp))
            return new(Sort.Delivered, stamp.Value);
        return json.StartsWith("{\"type\":\"error\""u8) ? new(Sort.Refused) : default;
    }
}
