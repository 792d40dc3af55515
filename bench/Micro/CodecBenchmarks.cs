using BenchmarkDotNet.Attributes;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.Native;
using Haggle.Dialects.Native.Shapes;
using Haggle.Dialects.Native.Socket;
using Haggle.Realtime.Sockets;

namespace Haggle.Bench.Micro;

/// <summary>What the native wire costs a message: one frame in, one answer and at most two wordings of the event out.</summary>
public class CodecBenchmarks
{
    private readonly NativeCodec native = new(EmailVisibility.Direct, TimeProvider.System);
    private readonly BasicCodec basic = new();
    private readonly byte[] frame = Samples.SendFrame;
    private readonly MessageSent sent = Samples.Sent(chat: 12, seq: 41);

    [Benchmark]
    public string ReadSend()
    {
        if (!Envelope.TryRead(frame, out var envelope) ||
            !new Command(null!, envelope.Data, envelope.Id).Read(NativeJson.Wire.SendMessageJson).TryGet(out var said, out _) ||
            !said.ToDraft().TryGet(out var draft, out _))
            throw new InvalidOperationException("The sample is not understood.");
        return draft.Content;
    }

    [Benchmark]
    public int WriteReply()
        => Events.Reply("c17", MessageJson.From(sent.Message, Samples.Author.PersonId), NativeJson.Wire.MessageJson).Length;

    [Benchmark]
    public int WriteCreatedForOthers() => native.Encode(sent, Samples.Reader)!.Value.Length;

    [Benchmark]
    public int WriteCreatedForTheAuthor() => native.Encode(sent, Samples.Author)!.Value.Length;

    [Benchmark]
    public int WriteCreatedForBasicSockets() => basic.Encode(sent, Samples.Reader)!.Value.Length;
}
