namespace Haggle.Bench.Load.Wire;

/// <summary>What a frame of the server means to the generator.</summary>
internal enum Sort { Nothing, Ready, Acknowledged, Delivered, Refused }

/// <param name="Seq">The message's place in its chat, 0 where the wire has none.</param>
internal readonly record struct Heard(Sort Sort, Stamp Stamp = default, long Seq = 0);

/// <summary>How one server's clients speak. No state: one instance serves all sockets.</summary>
internal interface IWire
{
    /// <summary>The author's own copy of a message is the acknowledgement; there is no other.</summary>
    bool CopyAcknowledges { get; }

    /// <summary>What a client must say from time to time to stay connected; empty when answering pings is enough.</summary>
    ReadOnlySpan<byte> KeepAlive { get; }

    /// <summary>The first frame of a client; empty when it is ready as soon as it is connected.</summary>
    ReadOnlySpan<byte> Hello { get; }

    /// <returns>The length of the frame that sends a text of 100 bytes.</returns>
    int WriteSend(Span<byte> output, long chat, Stamp stamp);

    /// <summary>Reads one message of the server and moves on: a frame may hold several.</summary>
    Heard Read(ref ReadOnlySpan<byte> frame);
}
