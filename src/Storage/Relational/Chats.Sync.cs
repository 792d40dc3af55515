using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class Chats
{
    // What is read at once, and what one answer holds at most, whoever asks for however much.
    private const int ChatsAtOnce = 100;
    private const int MostMessages = 10_000;
    private const long MostCharacters = 16 * 1024 * 1024;

    private const string Heads = """
        SELECT c.id, c.last_seq, c.revision, my.hidden_seq FROM members my JOIN chats c ON c.id = my.chat_id
        WHERE my.person_id = @viewer AND (NOT @only_named OR my.chat_id = ANY(@named))
        ORDER BY c.active_at_us, c.id
        """;

    private const string Seats = $"""
        SELECT {ChatRows.Columns}, {MemberRows.Columns} FROM members my JOIN chats c ON c.id = my.chat_id
        WHERE my.person_id = @viewer AND my.chat_id = ANY(@chats)
        """;

    // CROSS JOIN: SQLite takes the tables in this order, so that it looks each chat up.
    private const string MessagesBetween = $"""
        SELECT {MessageRows.Columns} FROM unnest(@chats, @lows, @highs) AS r (chat_id, low, high)
        CROSS JOIN messages m {MessageRows.Quote}
        WHERE m.chat_id = r.chat_id AND m.seq > r.low AND m.seq <= r.high AND {Messages.NotHidden}
        ORDER BY m.chat_id, m.seq
        """;

    private const string ChangedSince = $"""
        SELECT {MessageRows.Columns} FROM unnest(@chats, @seqs, @revisions) AS r (chat_id, seq, revision)
        CROSS JOIN messages m {MessageRows.Quote}
        WHERE m.chat_id = r.chat_id AND m.changed AND m.revision > r.revision AND m.seq <= r.seq AND {Messages.NotHidden}
          AND m.seq > (SELECT my.hidden_seq FROM members my WHERE my.chat_id = m.chat_id AND my.person_id = @viewer)
        ORDER BY m.chat_id, m.seq
        """;

    private const string CountChanged = """
        SELECT r.chat_id FROM unnest(@chats, @seqs, @revisions) AS r (chat_id, seq, revision)
        CROSS JOIN messages m WHERE m.chat_id = r.chat_id AND m.changed AND m.revision > r.revision AND m.seq <= r.seq
        GROUP BY r.chat_id HAVING count(*) > @most
        """;

    public ValueTask<SyncResult> SyncAsync(PersonId viewer, SyncRequest request, DateTimeOffset now, CancellationToken cancellation)
        => database.SnapshotAsync(session => SyncAsync(session, viewer, request, now), cancellation);

    private static async ValueTask<SyncResult> SyncAsync(Session session, PersonId viewer, SyncRequest request, DateTimeOffset now)
    {
        var positions = request.Positions.GroupBy(position => position.ChatId).ToDictionary(
            chat => chat.Key, chat => new ChatPosition(chat.Key, chat.Min(one => one.Seq), chat.Min(one => one.Revision)));
        var heads = await session.Query(Heads)
            .With("viewer", viewer.Value)
            .With("only_named", request.OnlyNamed)
            .With("named", request.OnlyNamed ? [.. positions.Keys.Select(chat => chat.Value)] : Array.Empty<long>())
            .AllAsync(row => new ChatHead(new ChatId(row.Long()), row.Long(), row.Long(), row.Long()));
        var plans = heads
            .Select(head => SyncPlan.For(head, positions.TryGetValue(head.Id, out var position) ? position : null, request.LimitPerChat))
            .OfType<SyncPlan>().ToList();

        var chats = new List<ChatSync>(plans.Count);
        var room = new Room();
        foreach (var some in plans.Chunk(ChatsAtOnce))
            chats.AddRange(await SyncAsync(session, viewer, await BoundAsync(session, some, request.LimitPerChat), request.LimitPerChat, room));
        var mine = heads.Select(head => head.Id).ToHashSet();
        return new SyncResult(chats, [.. positions.Keys.Where(chat => !mine.Contains(chat))], await UnreadAsync(session, viewer, now));
    }

    // No chat can have more changed messages than revisions, so most need not be counted.
    private static async ValueTask<IReadOnlyList<SyncPlan>> BoundAsync(Session session, SyncPlan[] plans, int limit)
    {
        var suspects = plans.Where(plan => plan.ChangedAfter is { } after && plan.Head.Revision - after > SyncPlan.MostBetween).ToList();
        if (suspects.Count == 0)
            return plans;
        var tooMany = (await ByPosition(session.Query(CountChanged), suspects).With("most", SyncPlan.MostBetween).AllAsync(row => new ChatId(row.Long()))).ToHashSet();
        return [.. plans.Select(plan => tooMany.Contains(plan.Head.Id) ? SyncPlan.NewestPage(plan.Head, limit) : plan)];
    }

    private static async ValueTask<IEnumerable<ChatSync>> SyncAsync(Session session, PersonId viewer, IReadOnlyList<SyncPlan> plans, int limit, Room room)
    {
        plans = [.. plans.Select(plan => room.Admit(plan) ? plan : plan.Postponed())];
        var added = await AddedAsync(session, viewer, [.. plans.Where(plan => plan.High > plan.Low)]);
        // Where the viewer has hidden all of a part, there is no last message to go on from: such a chat starts over.
        var begun = added.Select(message => message.ChatId).ToHashSet();
        if (plans.Where(plan => plan.More && plan.High > plan.Low && !begun.Contains(plan.Head.Id)).ToList() is { Count: > 0 } stuck)
        {
            plans = [.. plans.Select(plan => stuck.Contains(plan) ? SyncPlan.NewestPage(plan.Head, limit) : plan)];
            added.AddRange(await AddedAsync(session, viewer, [.. stuck.Select(plan => SyncPlan.NewestPage(plan.Head, limit))]));
        }

        var changed = await ChangedAsync(session, viewer, [.. plans.Where(plan => plan.ChangedAfter is not null)]);
        room.Take(added.Concat(changed));
        var seats = await session.Query(Seats).With("viewer", viewer.Value).With("chats", [.. plans.Select(plan => plan.Head.Id.Value)]).AllAsync(ReadSeat);
        var views = (await ViewsAsync(session, viewer, seats)).ToDictionary(view => view.Chat.Id);
        var addedByChat = added.ToLookup(message => message.ChatId);
        var changedByChat = changed.ToLookup(message => message.ChatId);
        return plans.Select(plan => new ChatSync(
            views[plan.Head.Id], [.. addedByChat[plan.Head.Id]], [.. changedByChat[plan.Head.Id]], plan.More, plan.Reset));
    }

    private static async ValueTask<List<Message>> AddedAsync(Session session, PersonId viewer, List<SyncPlan> plans)
    {
        if (plans.Count == 0)
            return [];
        var rows = await session.Query(MessagesBetween)
            .With("viewer", viewer.Value)
            .With("chats", [.. plans.Select(plan => plan.Head.Id.Value)])
            .With("lows", [.. plans.Select(plan => plan.Low)])
            .With("highs", [.. plans.Select(plan => plan.High)])
            .AllAsync(MessageRows.Read);
        return await rows.WithReactionsAsync(session);
    }

    private static async ValueTask<List<Message>> ChangedAsync(Session session, PersonId viewer, List<SyncPlan> plans)
    {
        if (plans.Count == 0)
            return [];
        var rows = await ByPosition(session.Query(ChangedSince), plans).With("viewer", viewer.Value).AllAsync(MessageRows.Read);
        return await rows.WithReactionsAsync(session);
    }

    private static Query ByPosition(Query query, List<SyncPlan> plans) => query
        .With("chats", [.. plans.Select(plan => plan.Head.Id.Value)])
        .With("seqs", [.. plans.Select(plan => plan.Position.Seq)])
        .With("revisions", [.. plans.Select(plan => plan.ChangedAfter!.Value)]);

    /// <summary>What still fits into one answer.</summary>
    private sealed class Room
    {
        private long messages = MostMessages;
        private long characters = MostCharacters;

        public bool Admit(SyncPlan plan)
        {
            if (messages <= 0 || characters <= 0)
                return false;
            messages -= plan.High - plan.Low;
            return true;
        }

        public void Take(IEnumerable<Message> read)
        {
            foreach (var message in read)
                characters -= message.Content.Length + (message.Payload?.Length ?? 0);
        }
    }
}
