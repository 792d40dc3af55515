using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Nodes;

namespace Haggle.Realtime;

/// <summary>One chat's way to its members on this node: events leave it in order of revision, without gaps, each once.</summary>
/// <remarks>
/// Events come from whoever committed them, so two may arrive the wrong way round, and those of another node may not arrive at all.
/// A later one than the next waits a moment for the missing one; then what is missing is read from the store.
/// The first after a silence waits for all changes that were under way when it came: one of them may have been committed before it.
/// </remarks>
/// <param name="chat">The chat.</param>
/// <param name="hub">This node.</param>
/// <param name="beginning">What another node has done and did not tell us by letter; null: the stream begins with its first event.</param>
internal sealed partial class ChatStream(ChatId chat, Hub hub, NewsItem? beginning = null)
{
    /// <summary>Events that wait for an earlier one, or for the audience; more means that the store is away for long.</summary>
    private const int MostWaiting = 10_000;

    private readonly Lock gate = new();
    private readonly SortedList<long, ChatEvent> waiting = [];
    private PersonId[]? members; // null until the audience is known
    private IReadOnlyList<(PersonId, PersonId)> silenced = [];
    private long audienceRevision;
    private long first; // what came before this was never ours to deliver in order
    private long delivered;
    private long deliveredSeq;
    private HashSet<long>? early; // what was told although it came before the first: another node's letter comes once for each member
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
    /// <param name="happened">The event.</param>
    /// <param name="isOwn">This node has committed it.</param>
    public bool Offer(ChatEvent happened, bool isOwn = true)
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
            else if (happened.Revision < first && (early ??= []).Add(happened.Revision))
            {
                Send(happened); // committed before, told after the event that opened this stream
            }
            if (isOwn && !hub.IsAlone)
                Post(happened);
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

    /// <param name="happened">The event.</param>
    /// <param name="sentAt">When it was said, if it comes late.</param>
    private void Send(ChatEvent happened, DateTimeOffset? sentAt = null)
    {
        var wordings = new Wordings(happened);
        var at = sentAt is null || hub.IsAlone ? DateTimeOffset.MaxValue : sentAt.Value;
        foreach (var member in members!)
            SendTo(member, happened, ref wordings, at);
        if (happened is MemberLeft left)
        {
            if (!members.Contains(left.PersonId))
                SendTo(left.PersonId, happened, ref wordings, at);
            hub.Evict(left.PersonId, chat);
        }
        else if (happened is ChatDeleted deleted)
        {
            foreach (var former in deleted.Members.Except(members))
                SendTo(former, happened, ref wordings, at);
            foreach (var former in deleted.Members)
                hub.Evict(former, chat);
        }
        if (happened is not MessageSent said)
            return;
        DeliveryMetrics.Queued(hub, said.Message, isFromStore: sentAt is not null);
        hub.LogBroadcast(said.Message, members);
    }

    private void SendTo(PersonId person, ChatEvent happened, ref Wordings wordings, DateTimeOffset sentAt)
    {
        foreach (var connection in hub.SocketsOf(person))
            if (connection.IsOwed(sentAt) && connection.Hears(chat))
                while (!IsDelivered(connection, happened, ref wordings))
                {
                }
    }

    private bool IsDelivered(Connection connection, ChatEvent happened, ref Wordings wordings)
    {
        var codec = connection.Codec;
        return wordings.For(connection, codec) is not { } frame || connection.Deliver(chat, happened.Revision, frame, codec);
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
}
