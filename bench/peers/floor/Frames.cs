using System.Buffers;
using System.Text.Json;

namespace Haggle.Bench.Floor;

/// <summary>What a client said: <c>{"t":"send","chat":1,"cid":"…","text":"…"}</c>.</summary>
internal readonly record struct Sent(long Chat, long Author, string ClientId, string Text);

internal static class Frames
{
    [ThreadStatic] private static ArrayBufferWriter<byte>? scratch;
    [ThreadStatic] private static Utf8JsonWriter? json;

    public static Sent Read(ReadOnlySpan<byte> frame, long author)
    {
        var reader = new Utf8JsonReader(frame);
        var (chat, clientId, text) = (0L, "", "");
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("chat"u8)) { reader.Read(); chat = reader.GetInt64(); }
            else if (reader.ValueTextEquals("cid"u8)) { reader.Read(); clientId = reader.GetString()!; }
            else if (reader.ValueTextEquals("text"u8)) { reader.Read(); text = reader.GetString()!; }
            else { reader.Read(); reader.TrySkip(); }
        }
        return new(chat, author, clientId, text);
    }

    public static byte[] Write(in Sent sent, long seq, DateTime at)
    {
        scratch ??= new(1024);
        json ??= new(scratch, new() { SkipValidation = true });
        scratch.ResetWrittenCount();
        json.Reset(scratch);
        json.WriteStartObject();
        json.WriteString("t"u8, "msg"u8);
        json.WriteNumber("chat"u8, sent.Chat);
        json.WriteNumber("seq"u8, seq);
        json.WriteNumber("from"u8, sent.Author);
        json.WriteString("cid"u8, sent.ClientId);
        json.WriteString("text"u8, sent.Text);
        json.WriteString("at"u8, at);
        json.WriteEndObject();
        json.Flush();
        return scratch.WrittenSpan.ToArray();
    }
}
