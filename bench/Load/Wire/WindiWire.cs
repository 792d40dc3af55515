using System.Text.Unicode;

namespace Haggle.Bench.Load.Wire;

/// <summary>WinDI's socket: all chats of a person. Source: contracts/windi.md.</summary>
internal sealed class WindiWire : IWire
{
    public bool CopyAcknowledges => true;
    public ReadOnlySpan<byte> KeepAlive => [];
    public ReadOnlySpan<byte> Hello => [];

    public int WriteSend(Span<byte> output, long chat, Stamp stamp)
    {
        Utf8.TryWrite(output, $$"""{"chat_id":{{chat}},"text":"{{stamp}}{{Stamp.Filler}}","client_message_id":"{{stamp}}"}""", out var length);
        return length;
    }

    public Heard Read(ref ReadOnlySpan<byte> frame)
    {
        var json = frame;
        frame = [];
        var isError = json.StartsWith("{\"type\":\"error\""u8);
        if (Stamp.TryFind(json, out var stamp))
            return new(isError ? Sort.Refused : Sort.Delivered, stamp.Value);
        return isError ? new(Sort.Refused) : default;
    }
}
