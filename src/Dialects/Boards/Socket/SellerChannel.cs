using System.Threading.Channels;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Presence;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Boards.Socket;

/// <summary>A seller's own channel: what buyers begin and write in any thread, each with the thread as it is then. Source: contracts/boards.md, 5.4.</summary>
/// <remarks>The thread has to be looked up, which no codec does: what happened is put aside, and told one by one.</remarks>
internal sealed partial class SellerChannel(Trader seller, ListPairs list, TimeProvider clock, ILogger log) : IWireCodec, IConversation
{
    private const int MostWaiting = 256;

    private readonly Channel<ChatEvent> happenings = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Where it is told.</summary>
    public Connection? Connection { get; set; }

    public long WordingFor(ChatEvent happened, in Listener listener) => 0;

    public Frame? Encode(ChatEvent happened, in Listener listener)
    {
        var concernsSeller = happened is ChatOpened || (happened is MessageSent { Message.AuthorId: { } author } && author != seller.Id);
        if (concernsSeller && !happenings.Writer.TryWrite(happened))
            Connection?.Close(CloseCode.TryAgainLater, "too slow");
        return null;
    }

    public Frame? Encode(PersonalEvent happened, in Listener listener) => null;

    public Frame? Encode(FleetingEvent happened) => null;

    public Frame? Farewell(string reason) => null;

    public ValueTask HearAsync(ReadOnlyMemory<byte> utf8)
    {
        if (Said.Read(utf8, out _) is Said.Ping)
            Connection?.Send(BoardsFrames.Pong(clock));
        return default;
    }

    public void HearBinary()
    {
        // nothing is said here but pings
    }

    /// <summary>Tells until the socket is gone.</summary>
    public async Task TellAsync(CancellationToken ended)
    {
        try
        {
            await foreach (var happened in happenings.Reader.ReadAllAsync(ended))
                await TellAsync(happened, ended);
        }
        catch (OperationCanceledException)
        {
            // the socket is gone
        }
    }

    private async ValueTask TellAsync(ChatEvent happened, CancellationToken ended)
    {
        try
        {
            if ((await list.OneAsync(seller.Person, happened.ChatId, Uuids.New, ended)).TryGet(out var seen, out _) && seen.Pair.Seller.Id == seller.Id)
                Connection?.Send(FrameOf(happened, seen));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NotTold(log, failure);
            Connection?.Close(CloseCode.TryAgainLater, "unavailable, retry");
        }
    }

    private Frame FrameOf(ChatEvent happened, SeenPair seen)
    {
        var thread = SeenThreadJson.From(seen, Side.Seller);
        return happened is MessageSent { Message: var said }
            ? BoardsFrames.Of(
                new BuyerMessageFrame(thread, said.Content, Uuids.Of(said), Uuids.Of(seen.Pair.Buyer), said.SentAt), BoardsJson.Wire.BuyerMessageFrame)
            : BoardsFrames.Of(new NewThreadFrame(thread, clock.Now()), BoardsJson.Wire.NewThreadFrame);
    }

    [LoggerMessage(LogLevel.Warning, "A seller's channel could not be told; it comes back")]
    private static partial void NotTold(ILogger log, Exception failure);
}
