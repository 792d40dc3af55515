using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Realtime;

/// <summary>How a stream begins, and how it closes a gap that does not close by itself: from the store.</summary>
internal sealed partial class ChatStream
{
    /// <summary>How long a gap may close by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>Messages read at once to close a gap.</summary>
    private const int MostMissed = 1_000;

    /// <summary>Reads who listens, and what was missed, once at a time.</summary>
    private void Fetch(TimeSpan patience)
    {
        if (isFetching)
            return;
        isFetching = true;
        fetching = FetchAsync(patience);
    }

    private async Task FetchAsync(TimeSpan patience)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            try
            {
                if (patience > TimeSpan.Zero)
                {
                    await Task.Delay(patience);
                    if (!HasGap())
                        return;
                }
                await TakeStockAsync();
                return;
            }
            catch (Exception outage)
            {
                hub.LogStreamWaits(chat, outage);
                await Task.Delay(pause);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.TicksPerSecond * 2));
            }
        }
    }

    private bool HasGap()
    {
        lock (gate)
        {
            if (waiting.Count > 0 && waiting.Keys[0] > delivered + 1)
                return true;
            EndFetch();
            return false;
        }
    }

    private async Task TakeStockAsync()
    {
        var audience = await hub.AudienceAsync(chat);
        await hub.SettleAsync(); // after the look: whatever it has seen is told, or never will be
        long afterSeq, afterRevision;
        PersonId[] before;
        lock (gate)
        {
            var isNew = members is null;
            before = members ?? [];
            if (audience is not null)
            {
                members = [.. audience.Members];
                silenced = audience.Kind is ChatKind.Direct or ChatKind.Listing ? audience.Silenced : []; // groups are unaffected by blocks
                audienceRevision = audience.Revision;
            }
            else
            {
                members ??= [];
            }
            if (isNew)
                BeginAt(audience);
            DeliverWaiting();
            if (audience is null && members.Length > 0) // nobody told us of its end
                Deliver(new ChatDeleted(chat, delivered + 1, members));
            if (audience is null || delivered >= audience.Revision || isNew)
            {
                EndFetch();
                return;
            }
            (afterSeq, afterRevision) = (deliveredSeq, delivered);
        }
        var missed = await hub.MissedAsync(chat, afterSeq, afterRevision, MostMissed);
        lock (gate)
        {
            var conveyed = DeliverMissed(missed, audience);
            foreach (var former in before.Except(members!)) // nobody told us of their leaving
            {
                hub.Tell(former, new ChatWent(chat));
                hub.Evict(former, chat);
            }
            if (conveyed < audience.Revision)
                Outdate(audience.Revision);
            EndFetch();
        }
    }

    /// <summary>The first event that waits opens the stream; without one, it begins with what the store has.</summary>
    private void BeginAt(Audience? audience)
    {
        delivered = waiting.Count > 0 ? waiting.Keys[0] - 1 : audience?.Revision ?? 0;
        first = delivered + 1;
        deliveredSeq = waiting.Values.OfType<MessageSent>().FirstOrDefault() is { } sent ? sent.Message.Seq - 1 : audience?.LastSeq ?? 0;
    }

    /// <returns>The last revision that the members have heard of.</returns>
    private long DeliverMissed(IReadOnlyList<Message> missed, Audience audience)
    {
        var conveyed = delivered;
        // By revision, but new ones by seq: one that was edited meanwhile has a later revision than its successors.
        var fresh = new Queue<Message>(missed.Where(message => message.Seq > deliveredSeq && message.Seq <= audience.LastSeq).OrderBy(message => message.Seq));
        var told = fresh.Select(message => message.Seq).ToHashSet();
        foreach (var message in missed)
        {
            DeliverWaiting(); // what came in the meantime has its own place
            while (fresh.TryPeek(out var next) && next.Seq <= message.Seq)
            {
                fresh.Dequeue();
                if (next.Seq <= deliveredSeq)
                    continue;
                deliveredSeq = next.Seq;
                conveyed = Math.Max(conveyed, next.Revision);
                Send(new MessageSent(next));
            }
            if (!told.Contains(message.Seq) && message.Seq <= deliveredSeq && message.Revision > delivered && message.Revision <= audience.Revision && !waiting.ContainsKey(message.Revision))
            {
                conveyed = Math.Max(conveyed, message.Revision);
                Send(message.IsDeleted ? new MessageDeleted(message) : new MessageUpdated(message));
            }
        }
        conveyed = Math.Max(conveyed, delivered);
        delivered = Math.Max(delivered, audience.Revision);
        DeliverWaiting();
        return conveyed;
    }

    /// <summary>What was missed beside messages, such as a pointer or a new member, is not told as it was: the members' devices ask.</summary>
    private void Outdate(long revision)
    {
        foreach (var member in members!)
            hub.Tell(member, new ChatOutdated(chat, revision));
    }

    private void EndFetch()
    {
        isFetching = false;
        if (mustLookAgain)
        {
            mustLookAgain = false;
            Fetch(TimeSpan.Zero);
        }
        else if (waiting.Count > 0 && waiting.Keys[0] > delivered + 1)
        {
            Fetch(Patience);
        }
    }
}
