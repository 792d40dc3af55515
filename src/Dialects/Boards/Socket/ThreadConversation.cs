using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Core.Receipts;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Endpoints;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Sockets;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Boards.Socket;

/// <summary>One client's side of a thread. Frames are answered one after the other, so what one socket says is stored in its order.</summary>
internal sealed partial class ThreadConversation(
    Connection connection, Pair pair, Side side, SendNamedMessage send, SayTyping typing, MarkDelivered deliver, Places places, int framesPerSecond,
    TimeProvider clock, ILogger log, CancellationToken ended) : IConversation
{
    private CommandRate rate = new(framesPerSecond);

    private Person Me => connection.Person ?? pair.Of(side).Person;

    public ValueTask HearAsync(ReadOnlyMemory<byte> utf8)
    {
        if (IsTooMuch())
            return default;
        switch (Said.Read(utf8, out var mistake))
        {
            case Said.Message message:
                return DoAsync(() => SayAsync(message));
            case Said.Typing said:
                return DoAsync(async () => (await typing.RunAsync(Me, pair.ChatId, TypingKind.Text, said.IsTyping, ended, eachTime: true)).Refusal);
            case Said.Delivered delivered:
                return DoAsync(() => ArriveAsync(delivered.Id));
            case Said.Ping:
                connection.Send(BoardsFrames.Pong(clock));
                return default;
            case null:
                Complain(mistake);
                return default;
            default:
                return default;
        }
    }

    public void HearBinary()
    {
        if (!IsTooMuch())
            Complain("binary frames have no meaning here");
    }

    /// <summary>
    /// What has an id is mostly a copy of what is stored, and dropped: it was told when it was stored. The copy of one generation comes over another
    /// thread's socket, and is no message there.
    /// </summary>
    private async ValueTask<Refusal?> SayAsync(Said.Message said)
    {
        var draft = new Draft(pair.ChatId, said.Text) { ClientMessageId = said.Id ?? Uuids.New() };
        return said.Id is null
            ? (await send.RunAsync(Me, draft, ended)).CountedAt(BoardsDialect.Name).Refusal
            : (await send.RunCopyAsync(Me, draft, ended)).CopyCountedAt(BoardsDialect.Name);
    }

    private async ValueTask<Refusal?> ArriveAsync(string id)
        => (await places.FindAsync(id, pair, Me.Id, ended)).TryGet(out var seq, out var refusal)
            ? (await deliver.RunAsync(Me, pair.ChatId, seq, ended)).Refusal
            : refusal;

    private async ValueTask DoAsync(Func<ValueTask<Refusal?>> work)
    {
        try
        {
            if (await work() is { } refusal)
                Complain(refusal.Sentence());
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // nobody is there to be answered
        }
        catch (StorageUnavailableException)
        {
            Complain(Refusal.Busy.Sentence());
        }
        catch (Exception failure)
        {
            FrameFailed(log, failure);
            Complain("something went wrong on our side");
        }
    }

    private bool IsTooMuch()
    {
        var now = Environment.TickCount64;
        if (rate.Refuse(now) is null)
            return false;
        Complain("too many frames, slow down");
        if (rate.IsHopeless(now))
            connection.Close(CloseCode.PolicyViolation, "too many frames");
        return true;
    }

    private void Complain(string sentence) => connection.Send(BoardsFrames.Error(sentence, clock));

    [LoggerMessage(LogLevel.Error, "A frame failed")]
    private static partial void FrameFailed(ILogger log, Exception failure);
}
