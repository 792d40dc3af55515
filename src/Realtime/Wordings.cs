using Haggle.Core.Chats;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime;

/// <summary>One event in the words of every codec that listens: each wording is encoded when it is first needed, then shared.</summary>
internal struct Wordings(ChatEvent happened)
{
    private IWireCodec? firstCodec;
    private long firstWording;
    private Frame? firstFrame;
    private Dictionary<(IWireCodec, long), Frame?>? others;

    /// <param name="connection">Who listens.</param>
    /// <param name="codec">The connection's words as they were a moment ago.</param>
    public Frame? For(Connection connection, IWireCodec codec)
    {
        var listener = connection.Listener;
        var wording = codec.WordingFor(happened, listener);
        if (firstCodec is null)
        {
            firstCodec = codec;
            firstWording = wording;
            return firstFrame = codec.Encode(happened, listener);
        }
        if (ReferenceEquals(firstCodec, codec) && firstWording == wording)
            return firstFrame;
        others ??= [];
        if (!others.TryGetValue((codec, wording), out var frame))
            others.Add((codec, wording), frame = codec.Encode(happened, listener));
        return frame;
    }
}
