using Haggle.Dialects.Lais.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Lais.Socket;

/// <summary>A seller's socket says <c>ping</c>, and nothing else that means anything.</summary>
internal sealed class SellerConversation(Connection connection, LaisOptions options) : IConversation
{
    private CommandRate rate = new(options.FramesPerSecond);

    public ValueTask HearAsync(ReadOnlyMemory<byte> utf8)
    {
        var now = Environment.TickCount64;
        if (rate.Refuse(now) is null)
        {
            if (utf8.Span.SequenceEqual("ping"u8))
                connection.Send(LaisCodec.Say(new PongFrame(), LaisJson.Wire.PongFrame));
        }
        else if (rate.IsHopeless(now))
        {
            connection.Close(CloseCode.PolicyViolation, "too many frames");
        }
        return default;
    }

    public void HearBinary()
    {
    }
}
