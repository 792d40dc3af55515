using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Realtime.Nodes;

namespace Haggle.Realtime;

/// <summary>How a stream begins, and how it closes a gap that does not close by itself: from the store.</summary>
internal sealed partial class ChatStream
{
    /// <summary>How long a gap may close by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>Messages that are looked at for whether they are recent, when a stream begins.</summary>
    private const int MostRecent = 50;

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
        var start = members is null && audience is not null ? await RecentAsync(audience) : null;
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
                BeginAt(audience, start);
            PostWaiting();
            DeliverWaiting();
            if (audience is null && members.Length > 0) // nobody told us of its end
                Deliver(new ChatDeleted(chat, delivered + 1, members));
            if (audience is null || delivered >= audience.Revision || (isNew && start is null))
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
                hub.TellHere(former, new ChatWent(chat));
                hub.Evict(former, chat);
            }
            if (conveyed < audience.Revision)
                Outdate(audience.Revision);
            EndFetch();
        }
    }

    /// <summary>
    /// Where a stream begins that has something to catch up with. Another node may have spoken just before, and its letter be lost or still under
    /// way: what is older has been mended long ago, by the stream of those days.
    /// </summary>
    private async Task<NewsItem?> RecentAsync(Audience audience)
    {
        if (hub.IsAlone)
            return null;
        var since = hub.Now - NewsRound.Memory;
        var last = await hub.MissedAsync(chat, Math.Max(0, audience.LastSeq - MostRecent), long.MaxValue, MostRecent);
        var recent = last.Where(message => message.SentAt > since).ToList();
        if (recent.Count == 0)
            return beginning;
        var said = new NewsItem(chat, recent.Min(message => message.Revision) - 1, recent.Min(message => message.Seq) - 1, audience.Revision, []);
        return beginning is null ? said : beginning.With(said);
    }

    /// <summary>The first event that waits opens the stream, or what came just before; without either, it begins with what the store has.</summary>
    private void BeginAt(Audience? audience, NewsItem? start)
    {
        if (start is not null && !(waiting.Count > 0 && waiting.Keys[0] <= start.AfterRevision))
        {
            delivered = start.AfterRevision;
            first = delivered + 1;
            deliveredSeq = start.AfterSeq ?? audience!.LastSeq;
            return;
        }
        delivered = waiting.Count > 0 ? waiting.Keys[0] - 1 : audience?.Revision ?? 0;
        first = delivered + 1;
        // The audience may have been read after another node spoke, whose letters are lost: what is recent is missing then.
        deliveredSeq = Math.Min(start?.AfterSeq ?? long.MaxValue, waiting.Values.OfType<MessageSent>().FirstOrDefault() is { } sent ? sent.Message.Seq - 1 : audience?.LastSeq ?? 0);
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
                Send(new MessageSent(next), next.SentAt);
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
            hub.TellHere(member, new ChatOutdated(chat, revision));
    }

    /// <summary>Another node has come as far as this revision.</summary>
    /// <returns>False when the stream has been given up: look for its successor.</returns>
    public bool Reach(long revision)
    {
        lock (gate)
        {
            if (isRetired)
                return false;
            lastUsed = Environment.TickCount64;
            if (members is null || delivered < revision)
            {
                mustLookAgain |= isFetching; // what is being read now may be from before
                Fetch(TimeSpan.Zero);
            }
            return true;
        }
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
