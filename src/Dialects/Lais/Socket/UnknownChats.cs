using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Lais.Socket;

/// <summary>Finds out, one after the other, whether a seller's socket is to be told of a chat that it has not heard of yet.</summary>
internal sealed class UnknownChats(LookIntoChat look, CancellationToken ended)
{
    /// <summary>More that wait than this: the store is away for long, and the client comes back.</summary>
    private const int MostWaiting = 1_000;

    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;
    private int waiting;
    private SellerCodec? codec;

    /// <summary>The socket, which is made with the codec.</summary>
    public Connection? Tell { get; set; }

    public SellerCodec CodecFor(PersonId seller) => codec = new SellerCodec(seller, Ask);

    private void Ask(Message message)
    {
        lock (gate)
        {
            if (Interlocked.Increment(ref waiting) > MostWaiting)
                Tell?.Close(CloseCode.TryAgainLater, "too slow");
            else
                last = FindOutAsync(last, message);
        }
    }

    private async Task FindOutAsync(Task before, Message message)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            if ((await look.RunAsync(message.ChatId, ended)).TryGet(out var view, out _) && codec!.Learn(view, message) is { } frame)
                Tell?.Send(frame);
        }
        catch (StorageUnavailableException)
        {
            Tell?.Close(CloseCode.TryAgainLater, "unavailable");
        }
        catch (OperationCanceledException)
        {
            // nobody is there to be told
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
