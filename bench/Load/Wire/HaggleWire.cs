using System.Text.Unicode;

namespace Haggle.Bench.Load.Wire;

/// <summary>The native API's socket. Source: contracts/messenger.md, B5.</summary>
internal sealed class HaggleWire : IWire
{
    public bool CopyAcknowledges => false;
    public ReadOnlySpan<byte> KeepAlive => [];
    public ReadOnlySpan<byte> Hello => """{"event":"session.start","data":{"protocol":1,"client":"bench"},"id":"s"}"""u8;

    public int WriteSend(Span<byte> output, long chat, Stamp stamp)
    {
        Utf8.TryWrite(output,
            $$$"""{"event":"message.send","data":{"chat_id":{{{chat}}},"client_message_id":"{{{stamp}}}","content":"{{{stamp}}}{{{Stamp.Filler}}}"},"id":"{{{stamp}}}"}""",
            out var length);
        return length;
    }

    public Heard Read(ref ReadOnlySpan<byte> frame)
    {
        var json = frame;
        frame = [];
        var named = json.IndexOf("\"event\":\""u8);
        if (named < 0)
            return default;
        var name = json[(named + 9)..];
        if (name.StartsWith("message.created\""u8))
            return Stamp.TryFind(json, out var created) ? new(Sort.Delivered, created.Value, Json.Number(json, "\"seq\":"u8)) : default;
        if (name.StartsWith("reply\""u8))
            return Stamp.TryFind(json, out var replied) ? new(Sort.Acknowledged, replied.Value) : default;
        if (name.StartsWith("error\""u8))
            return new(Sort.Refused, Stamp.TryFind(json, out var refused) ? refused.Value : default);
        return name.StartsWith("session.started\""u8) ? new(Sort.Ready) : default;
    }
}
