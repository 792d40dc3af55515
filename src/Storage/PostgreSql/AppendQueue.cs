using System.Threading.Channels;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Storage.Relational;

namespace Haggle.Storage.PostgreSql;

/// <summary>What waits for one writer, and how it is cut into batches.</summary>
internal sealed class AppendQueue(int length)
{
    // Larger batches gain little, and the first of one waits for its last.
    private const int MostInBatch = 512;

    private readonly Channel<PendingAppend> waiting = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(length) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly HashSet<(ChatId Chat, PersonId? Author, string ClientId)> keys = [];
    private readonly HashSet<ChatId> heldChats = [];
    private List<PendingAppend> held = [];
    private List<PendingAppend> nextHeld = [];

    /// <summary>What waits for the next batch, about.</summary>
    public int Count => waiting.Reader.Count;

    /// <returns>False when the queue is full or closed.</returns>
    public bool TryAdd(PendingAppend pending) => waiting.Writer.TryWrite(pending);

    public void Close() => waiting.Writer.TryComplete();

    /// <returns>False when the queue is closed and empty.</returns>
    public ValueTask<bool> WaitAsync() => held.Count > 0 ? ValueTask.FromResult(true) : waiting.Reader.WaitToReadAsync();

    /// <summary>Takes all that waits, up to a full batch.</summary>
    /// <remarks>
    /// A client id or name that is in the batch already waits for the next one, where it is found as a repeat; what comes after it in
    /// its chat waits with it, so that nothing overtakes it.
    /// </remarks>
    public void Take(List<PendingAppend> batch)
    {
        keys.Clear();
        heldChats.Clear();
        foreach (var pending in held)
            Sort(pending, batch);
        held.Clear();
        while (batch.Count + nextHeld.Count < MostInBatch && waiting.Reader.TryRead(out var pending))
            Sort(pending, batch);
        (held, nextHeld) = (nextHeld, held);
    }

    private void Sort(PendingAppend pending, List<PendingAppend> batch)
    {
        var (author, draft, _) = pending.Posting;
        if (heldChats.Count > 0 && heldChats.Contains(draft.ChatId)
            || draft.ClientMessageId is { } clientId && !IsFirst(draft, author, clientId))
        {
            heldChats.Add(draft.ChatId);
            nextHeld.Add(pending);
        }
        else
        {
            batch.Add(pending);
        }
    }

    // A name is nobody's and of no chat.
    private bool IsFirst(Draft draft, PersonId? author, string clientId)
        => keys.Add((draft.ChatId, author, clientId)) && (!draft.IsNamed || keys.Add((default, null, clientId)));
}
