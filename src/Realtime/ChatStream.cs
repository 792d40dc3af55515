using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Realtime;

/// <summary>One chat's way to its members on this node: events leave it in order of revision, without gaps, each once.</summary>
/// <remarks>
/// Events come from whoever committed them, so two may arrive the wrong way round, and those of another node may not arrive at all.
/// A later one than the next waits a moment for the missing one; then what is missing is read from the store.
/// The first after a silence waits for all changes that were under way when it came: one of them may have been committed before it.
/// </remarks>
internal sealed class ChatStream(ChatId chat, Hub hub)
{
    /// <summary>How long a gap may close by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>Events that wait for an earlier one, or for the audience; more means that the store is away for long.</summary>
    private const int MostWaiting = 10_000;

    /// <summary>Messages read at once to close a gap.</summary>
    private const int MostMissed = 1_000;

    private readonly Lock gate = new();
    private readonly SortedList<long, ChatEvent> waiting = [];
    private PersonId[]? members; // null until the audience is known
    private IReadOnlyList<(PersonId, PersonId)> silenced = [];
    private long audienceRevision;
    private long first; // what came before this was never ours to deliver in order
    private long delivered;
    private long deliveredSeq;
    private bool isFetching;
    private bool mustLookAgain;
    private Task fetching = Task.CompletedTask;
    private bool isRetired;
    private long lastUsed = Environment.TickCount64;

    public ChatId ChatId => chat;

    /// <summary>Null while they are not known.</summary>
    public IReadOnlyList<PersonId>? Members => Volatile.Read(ref members);

    /// <summary>Done when what is being read of the audience now has been read.</summary>
    public Task AudienceRead
    {
        get
        {
            lock (gate)
                return fetching;
        }
    }

    /// <summary>Takes an event. False when the stream has been given up: look for its successor.</summary>
    public bool Offer(ChatEvent happened)
    {
        lock (gate)
        {
            if (isRetired)
                return false;
            lastUsed = Environment.TickCount64;
            if (members is null)
            {
                Wait(happened);
                Fetch(TimeSpan.Zero);
            }
            else if (happened.Revision == delivered + 1)
            {
                Deliver(happened);
                DeliverWaiting();
            }
            else if (happened.Revision > delivered)
            {
                Wait(happened);
                Fetch(Patience);
            }
            else if (happened.Revision < first)
            {
                Send(happened); // committed before, told after the event that opened this stream
            }
            return true;
        }
    }

    /// <summary>Who hears the speaker's typing; null while the audience is not known.</summary>
    public IReadOnlyList<PersonId>? HearersOf(PersonId speaker)
    {
        lock (gate)
        {
            if (members is null)
            {
                if (!isRetired)
                    Fetch(TimeSpan.Zero);
                return null;
            }
            return [.. members.Where(member => member != speaker && !silenced.Contains((member, speaker)) && !silenced.Contains((speaker, member)))];
        }
    }

    /// <summary>Reads the audience anew, and what was stored without our being told; as soon as the store answers.</summary>
    public Task ReconsiderAsync()
    {
        lock (gate)
        {
            if (isRetired)
                return Task.CompletedTask;
            mustLookAgain = isFetching; // what is being read now may be from before
            Fetch(TimeSpan.Zero);
            return fetching;
        }
    }

    /// <summary>Gives the stream up when nothing has happened since.</summary>
    public bool TryRetire(long idleSince)
    {
        lock (gate)
            return isRetired = isRetired || (lastUsed < idleSince && waiting.Count == 0 && !isFetching);
    }

    private void Wait(ChatEvent happened)
    {
        if (waiting.Count < MostWaiting)
        {
            waiting.TryAdd(happened.Revision, happened);
            return;
        }
        // The store has been away for long. Clients that count revisions will notice and ask; the stream begins anew.
        isRetired = true;
        waiting.Clear();
        hub.Forget(this);
    }

    private void DeliverWaiting()
    {
        while (waiting.Count > 0 && waiting.Keys[0] <= delivered + 1)
        {
            var next = waiting.Values[0];
            waiting.RemoveAt(0);
            if (next.Revision > delivered)
                Deliver(next);
        }
    }

    private void Deliver(ChatEvent happened)
    {
        delivered = happened.Revision;
        if (happened is MessageSent sent)
            deliveredSeq = sent.Message.Seq;
        Admit(happened);
        Send(happened);
        Dismiss(happened);
    }

    private void Send(ChatEvent happened)
    {
        var wordings = new Wordings(happened);
        foreach (var member in members!)
            SendTo(member, happened, ref wordings);
        if (happened is MemberLeft left)
        {
            if (!members.Contains(left.PersonId))
                SendTo(left.PersonId, happened, ref wordings);
            hub.Evict(left.PersonId, chat);
        }
        else if (happened is ChatDeleted deleted)
        {
            foreach (var former in deleted.Members.Except(members))
                SendTo(former, happened, ref wordings);
            foreach (var former in deleted.Members)
                hub.Evict(former, chat);
        }
        if (happened is MessageSent said)
            hub.LogBroadcast(said.Message, members);
    }

    private void SendTo(PersonId person, ChatEvent happened, ref Wordings wordings)
    {
        foreach (var connection in hub.SocketsOf(person))
            if (connection.Hears(chat) && wordings.For(connection) is { } frame)
                connection.Deliver(chat, happened.Revision, frame);
    }

    private void Admit(ChatEvent happened)
    {
        if (happened is MemberJoined joined && happened.Revision > audienceRevision && !members!.Contains(joined.Entrant.Person.Id))
            members = [.. members!, joined.Entrant.Person.Id];
    }

    private void Dismiss(ChatEvent happened)
    {
        if (happened.Revision <= audienceRevision)
            return;
        if (happened is MemberLeft left)
            members = [.. members!.Where(member => member != left.PersonId)];
        else if (happened is ChatDeleted)
            members = [];
    }

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
