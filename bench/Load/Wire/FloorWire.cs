using System.Text.Unicode;

namespace Haggle.Bench.Load.Wire;

/// <summary>Frames of <c>peers/floor</c>.</summary>
internal sealed class FloorWire : IWire
{
    public bool CopyAcknowledges => true;
    public ReadOnlySpan<byte> KeepAlive => [];
    public ReadOnlySpan<byte> Hello => [];

    public int WriteSend(Span<byte> output, long chat, Stamp stamp)
    {
        Utf8.TryWrite(output, $$"""{"t":"send","chat":{{chat}},"cid":"{{stamp}}","text":"{{stamp}}{{Stamp.Filler}}"}""", out var length);
        return length;
    }

    public Heard Read(ref ReadOnlySpan<byte> frame)
    {
        var json = frame;
        frame = [];
        return Stamp.TryFind(json, out var stamp) ? new(Sort.Delivered, stamp.Value, Json.Number(json, "\"seq\":"u8)) : default;
    }
}
