using System.Data.Common;
using System.Runtime.InteropServices;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace Haggle.Storage.PostgreSql;

/// <summary>The statement for postings of people who were found free to speak: it advances the chats whose rights still stand, and inserts.</summary>
/// <remarks>
/// The update waits for whoever holds a chat, and then sees it as it is: a chat whose rights have changed is left alone, with its
/// postings. Chats are locked in the order of their ids, which is how the index hands them out. A repeat is a unique violation.
/// </remarks>
internal sealed class QuickAppend
{
    // Times grow with seq: what is said when the chat has a time as late already gets the next microsecond, and so on; see PostingColumns for those of one batch.
    // What belongs to a chat is found by binary search in arrays that are sorted by its id: no join, so no plan that could go wrong.
    private const string Text = """
        WITH advanced AS (
            UPDATE chats c SET
                last_seq = c.last_seq + ($2::bigint[])[width_bucket(c.id, $1)],
                revision = c.revision + ($2::bigint[])[width_bucket(c.id, $1)],
                active_at_us = GREATEST(c.active_at_us + ($2::bigint[])[width_bucket(c.id, $1)], ($4::bigint[])[width_bucket(c.id, $1)])
            WHERE c.id = ANY($1) AND c.rights = ($3::bigint[])[width_bucket(c.id, $1)]
            RETURNING c.id, c.last_seq, c.revision, c.active_at_us
        ), heads AS MATERIALIZED (
            SELECT array_agg(id) AS ids, array_agg(last_seq) AS seqs, array_agg(revision) AS revisions, array_agg(active_at_us) AS times FROM (SELECT * FROM advanced ORDER BY id) a
        )
        INSERT INTO messages (id, chat_id, seq, revision, sender_id, type, content, payload, client_message_id, named, mentions, sent_at_us)
        SELECT nextval('message_ids'), i.chat_id, h.seqs[i.place] - i.after, h.revisions[i.place] - i.after, i.author_id, i.type, i.content, i.payload,
            i.client_id, i.named, i.mentions, GREATEST(i.sent_at, h.times[i.place] - i.after)
        FROM heads h CROSS JOIN LATERAL (
            SELECT u.*, width_bucket(u.chat_id, h.ids) AS place
            FROM unnest($5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS u (after, chat_id, author_id, type, content, payload, client_id, named, mentions, sent_at)
            OFFSET 0) i
        WHERE h.ids[i.place] = i.chat_id
        RETURNING chat_id, id, seq, revision, sent_at_us
        """;

    private readonly Dictionary<long, Head> heads = [];
    private readonly List<long> headIds = [];
    private readonly List<long> headCounts = [];
    private readonly List<long> headRights = [];
    private readonly List<long> headTimes = [];

    private readonly PostingColumns postings = new();
    private readonly List<long> after = []; // how many of the same chat come later in the batch

    public int Count => postings.Count;

    /// <summary>The chats, in order of their ids, after <see cref="Seal"/>.</summary>
    public IReadOnlyList<long> Chats => headIds;

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Text)
        {
            Parameters =
            {
                Lists.Of(headIds, NpgsqlDbType.Bigint), Lists.Of(headCounts, NpgsqlDbType.Bigint), Lists.Of(headRights, NpgsqlDbType.Bigint),
                Lists.Of(headTimes, NpgsqlDbType.Bigint), Lists.Of(after, NpgsqlDbType.Bigint),
            },
        };
        foreach (var column in postings.ToParameters())
            command.Parameters.Add(column);
        return command;
    }

    public void Clear()
    {
        heads.Clear();
        headIds.Clear();
        headCounts.Clear();
        headRights.Clear();
        headTimes.Clear();
        postings.Clear();
        after.Clear();
    }

    /// <param name="place">In the batch.</param>
    /// <param name="posting">Neither a reply nor forwarded.</param>
    /// <param name="rights">The same for all of one chat.</param>
    public void Add(int place, Posting posting, long rights)
    {
        var (chat, time) = (posting.Draft.ChatId.Value, postings.Add(place, posting));
        ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(heads, chat, out var isKnown);
        if (!isKnown)
            headIds.Add(chat);
        head = new Head(head.Count + 1, rights, time);
        after.Add(head.Count); // for now: how many have come up to here
    }

    /// <summary>All are there.</summary>
    public void Seal()
    {
        headIds.Sort();
        foreach (var chat in headIds)
        {
            var head = heads[chat];
            headCounts.Add(head.Count);
            headRights.Add(head.Rights);
            headTimes.Add(head.Time);
        }

        for (var row = 0; row < after.Count; row++)
            after[row] = heads[postings.Chats[row]].Count - after[row];
    }

    /// <summary>Takes what was stored to its place among the answers.</summary>
    /// <param name="unanswered">The places of those whose chat's rights have changed.</param>
    public async Task ReadAsync(DbDataReader reader, IReadOnlyList<PendingAppend> pending, Result<Appended>[] answers, List<int> unanswered)
    {
        var (row, next) = (new Row(reader), 0);
        for (; await reader.ReadAsync(); next++)
        {
            for (var chat = row.Begin().Long(); postings.Chats[next] != chat; next++)
                unanswered.Add(postings.Places[next]);
            var (place, id) = (postings.Places[next], new MessageId(row.Long()));
            answers[place] = new Appended(pending[place].Posting.ToMessage(id, row.Long(), row.Long(), row.Instant(), quote: null), IsNew: true);
        }

        unanswered.AddRange(postings.Places.Skip(next));
    }

    private readonly record struct Head(long Count, long Rights, long Time);
}
