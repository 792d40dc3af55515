using System.Buffers;
using System.Text.Json;

namespace Haggle.Realtime;

/// <summary>Where JSON is written: a writer and its buffer, kept for each thread.</summary>
public sealed class JsonDesk
{
    /// <summary>What is longer than this does not leave its buffer with the thread.</summary>
    private const int Kept = 64 * 1024;

    [ThreadStatic]
    private static JsonDesk? desk;

    private readonly JsonWriterOptions options;
    private ArrayBufferWriter<byte> buffer = new(1024);

    private JsonDesk(JsonWriterOptions options)
    {
        this.options = options;
        Writer = new Utf8JsonWriter(buffer, options);
    }

    private Utf8JsonWriter Writer { get; }

    /// <returns>What was written. The bytes are the thread's: copy them before anything else is written or awaited.</returns>
    public static ReadOnlySpan<byte> Write<TState>(JsonWriterOptions options, TState state, Action<Utf8JsonWriter, TState> write)
    {
        if (desk is null || !ReferenceEquals(desk.options.Encoder, options.Encoder))
            desk = new JsonDesk(options);
        return desk.Write(state, write);
    }

    private ReadOnlySpan<byte> Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        if (buffer.Capacity > Kept)
            buffer = new ArrayBufferWriter<byte>(1024);
        else
            buffer.ResetWrittenCount();
        Writer.Reset(buffer);
        write(Writer, state);
        Writer.Flush();
        return buffer.WrittenSpan;
    }
}
